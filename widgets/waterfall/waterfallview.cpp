// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waterfall/waterfallview.h"

#include "models/base/duration.h"
#include "models/base/untrusted.h"
#include "widgets/waterfall/waterfallpainter.h"

#include <QAccessible>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace wf::widgets {

WaterfallView::WaterfallView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(static_cast<int>(waterfallRow));
    setAccessibleName(tr("Waterfall"));
}

void WaterfallView::setTrace(WaterfallDataPtr trace)
{
    m_trace = std::move(trace);
    m_current = -1;
    m_hovered = -1;
    m_deepest = 0;
    if (m_trace) {
        m_rows.setTrace(*m_trace->trace);
        m_range = {m_trace->startNs, std::max(m_trace->endNs, m_trace->startNs + 1)};
        for (const int depth : m_trace->trace->depth)
            m_deepest = std::max(m_deepest, depth);
        m_onPath.assign(m_trace->trace->spans.size(), 0);
        for (const auto &piece : m_trace->criticalPath)
            m_onPath[static_cast<std::size_t>(piece.span)] = 1;
        setAccessibleDescription(tr("%n spans", nullptr, static_cast<int>(m_trace->trace->spans.size())));
    }
    verticalScrollBar()->setValue(0);
    updateScroll();
    viewport()->update();
}

void WaterfallView::setShownRange(NsRange range)
{
    if (range == m_range || range.endNs <= range.startNs)
        return;
    m_range = range;
    viewport()->update();
    Q_EMIT shownRangeChanged();
}

void WaterfallView::setPathShown(bool shown)
{
    m_showPath = shown;
    viewport()->update();
}

void WaterfallView::setErrorsShown(bool shown)
{
    m_showErrors = shown;
    viewport()->update();
}

double WaterfallView::treeWidth() const
{
    return std::clamp(m_treeShare * viewport()->width(), 120.0, std::max(120.0, viewport()->width() - 160.0));
}

TimeScale WaterfallView::scale() const
{
    const double left = treeWidth() + 9;
    return {m_range.startNs, m_range.endNs, left, std::max(20.0, viewport()->width() - left - waterfallMargin)};
}

double WaterfallView::chevronX(int span) const
{
    return 8 + indentOf(m_trace->trace->depth[static_cast<std::size_t>(span)], m_deepest, treeWidth());
}

void WaterfallView::updateScroll()
{
    const double room = viewport()->height() - waterfallHeader;
    const double needed = m_trace ? m_rows.count() * waterfallRow + 4 : 0;
    verticalScrollBar()->setPageStep(std::max(1, static_cast<int>(room)));
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(needed - room)));
}

void WaterfallView::resizeEvent(QResizeEvent *)
{
    updateScroll();
}

int WaterfallView::rowAt(double y) const
{
    if (!m_trace || y < waterfallHeader)
        return -1;
    const int row = static_cast<int>((y - waterfallHeader + verticalScrollBar()->value()) / waterfallRow);
    return row < m_rows.count() ? row : -1;
}

QRect WaterfallView::rowRect(int row) const
{
    return {0, static_cast<int>(waterfallHeader + row * waterfallRow) - verticalScrollBar()->value(),
            viewport()->width(), static_cast<int>(waterfallRow)};
}

void WaterfallView::paintEvent(QPaintEvent *)
{
    QPainter p(viewport());
    const Theme &theme = Theme::of(this);
    if (!m_trace) {
        p.fillRect(viewport()->rect(), theme.surface.panel);
        return;
    }
    const double top = waterfallHeader - verticalScrollBar()->value();
    WaterfallPaint w{*m_trace, m_rows, theme};
    w.scale = scale();
    w.width = viewport()->width();
    w.height = viewport()->height();
    w.treeWidth = treeWidth();
    w.top = top;
    w.firstRow = std::max(0, static_cast<int>((waterfallHeader - top) / waterfallRow));
    w.lastRow = std::min(m_rows.count() - 1, static_cast<int>((w.height - top) / waterfallRow));
    w.currentSpan = m_current;
    w.hoveredRow = m_hovered;
    w.deepest = m_deepest;
    w.focused = hasFocus();
    w.showPath = m_showPath;
    w.showErrors = m_showErrors;
    paintWaterfall(p, w);
}

QString WaterfallView::spanInWords(int span) const
{
    if (!m_trace || span < 0)
        return {};
    const auto &s = m_trace->trace->spans[static_cast<std::size_t>(span)];
    QStringList words;
    if (s.error)
        words << tr("failed");
    words << m_trace->trace->service(s) + u' ' + s.operation << base::humanDuration(s.durationNs)
          << tr("starts at %1").arg(base::humanDuration(s.startNs - m_trace->startNs));
    if (m_onPath[static_cast<std::size_t>(span)])
        words << tr("on the critical path");
    return base::visibleText(words.join(QStringLiteral(", ")));
}

void WaterfallView::setCurrentSpan(int span)
{
    if (!m_trace || span < 0 || span >= static_cast<int>(m_trace->trace->spans.size()))
        span = -1;
    if (span >= 0) {
        m_rows.reveal(span);
        updateScroll();
        scrollTo(span);
    }
    viewport()->update();
    if (span == m_current)
        return;
    m_current = span;
    setAccessibleDescription(spanInWords(span));
    QAccessibleEvent spoken(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&spoken);
    Q_EMIT currentSpanChanged(span);
}

void WaterfallView::scrollTo(int span)
{
    const int y = static_cast<int>(m_rows.rowOf(span) * waterfallRow);
    const int room = viewport()->height() - static_cast<int>(waterfallHeader);
    auto *bar = verticalScrollBar();
    if (y < bar->value())
        bar->setValue(y);
    else if (y + waterfallRow > bar->value() + room)
        bar->setValue(y + static_cast<int>(waterfallRow) - room);
}

bool WaterfallView::goToNextError()
{
    if (!m_trace)
        return false;
    const int n = static_cast<int>(m_trace->trace->spans.size());
    for (int i = 1; i <= n; ++i)
        if (const int span = (m_current + i + n) % n; m_trace->trace->spans[static_cast<std::size_t>(span)].error) {
            setCurrentSpan(span);
            return true;
        }
    return false;
}

bool WaterfallView::goToNextOnPath()
{
    if (!m_trace || m_trace->criticalPath.empty())
        return false;
    // In order of time: after the stretch that the current span holds last.
    const auto &path = m_trace->criticalPath;
    const auto here =
        std::find_if(path.rbegin(), path.rend(), [this](const PathPiece &piece) { return piece.span == m_current; });
    const auto next = here == path.rend() ? path.begin() : here.base();
    const auto wanted =
        std::find_if(next, path.end(), [this](const PathPiece &piece) { return piece.span != m_current; });
    setCurrentSpan(wanted == path.end() ? path.front().span : wanted->span);
    return true;
}

} // namespace wf::widgets
