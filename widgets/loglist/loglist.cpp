// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loglist/loglist.h"

#include "models/base/units.h"
#include "widgets/loglist/errormap.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace wf::widgets {

LogList::LogList(QWidget *parent) : QAbstractScrollArea(parent), m_map(new ErrorMap(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setViewportMargins(0, 0, ErrorMap::stripWidth, 0);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Log lines"));
    m_painter = std::make_unique<LogRowPainter>(Theme::of(this));
    connect(m_map, &ErrorMap::lineChosen, this, &LogList::goTo);
    // Sliding is the person's; changes of the range are ours.
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        QMetaObject::invokeMethod(
            this, [this] { scrolled(true); }, Qt::QueuedConnection);
    });
}

LogList::~LogList() = default;

int LogList::rowHeight() const
{
    return std::max(18, Theme::of(this).rowHeight - 4);
}

void LogList::setReader(LogReader reader)
{
    m_rows.setReader(std::move(reader));
    layoutVisible();
}

void LogList::setSought(const QStringList &texts)
{
    m_rows.setSought(texts);
    viewport()->update();
}

void LogList::setLines(signals::LogBuffer::Ptr lines, std::vector<signals::LogBreak> marks)
{
    const auto old = m_rows.buffer();
    const auto keyOf = [&](std::optional<std::size_t> line) {
        return line && *line < old->size() ? std::optional(old->keyAt(*line)) : std::nullopt;
    };
    const auto current = keyOf(m_current);
    const auto anchor = keyOf(m_anchor);
    const auto expanded = keyOf(m_layout.expanded());
    const auto top = old->isEmpty() ? std::nullopt : keyOf(firstVisibleLine());
    const int extra = m_layout.extra();
    const qint64 offset = top ? verticalScrollBar()->value() - m_layout.top(m_layout.rowOfLine(firstVisibleLine())) : 0;

    m_rows.setLines(std::move(lines));
    m_marks = std::move(marks);
    m_layout.setLines(m_rows.lines(), m_marks);
    const auto find = [&](const std::optional<signals::LogLineKey> &key) {
        return key ? m_rows.lines().find(*key) : std::nullopt;
    };
    m_current = find(current);
    m_anchor = find(anchor);
    m_layout.setExpanded(find(expanded), extra);
    m_map->setLines(m_rows.buffer());
    layoutAll();
    if (m_follows) {
        goToEnd();
    } else if (top) {
        const auto line = find(top).value_or(m_rows.lines().lowerBound(top->timeNs));
        m_isLayingOut = true;
        verticalScrollBar()->setValue(static_cast<int>(m_layout.top(m_layout.rowOfLine(line)) + offset));
        m_isLayingOut = false;
    }
    layoutVisible();
}

void LogList::setCrosshair(qint64 timeNs)
{
    if (timeNs == m_crosshair)
        return;
    m_crosshair = timeNs;
    viewport()->update();
}

void LogList::setWaiting(qint64 newLines)
{
    if (newLines == m_waiting)
        return;
    m_waiting = newLines;
    viewport()->update();
}

void LogList::setWrap(bool wrap)
{
    if (wrap == m_wrap)
        return;
    const std::size_t top = firstVisibleLine();
    m_wrap = wrap;
    layoutAll();
    if (m_follows)
        goToEnd();
    else if (!m_rows.lines().isEmpty())
        verticalScrollBar()->setValue(static_cast<int>(m_layout.top(m_layout.rowOfLine(top))));
    layoutVisible();
    Q_EMIT wrapChanged(wrap);
}

int LogList::heightOf(std::size_t line)
{
    return m_wrap ? m_painter->wrappedRows(m_rows.at(line), viewport()->width()) * rowHeight() : rowHeight();
}

std::size_t LogList::firstRowBefore(std::size_t end)
{
    std::size_t row = end;
    for (int left = viewport()->height(); row > 0; --row) {
        const auto what = m_layout.at(row - 1);
        left -=
            what.line ? heightOf(*what.line) + (what.line == m_layout.expanded() ? m_layout.extra() : 0) : rowHeight();
        if (left < 0)
            break;
    }
    return std::min(row, end > 0 ? end - 1 : 0);
}

void LogList::layoutAll()
{
    m_layout.setRowHeight(rowHeight());
    const int page = viewport()->height();
    qint64 most = std::max<qint64>(0, m_layout.height() - page);
    if (m_wrap && m_layout.rows() > 0) {
        // The scroll bar counts rows as if they were not wrapped; the last page is as many as fit.
        most = m_layout.top(firstRowBefore(m_layout.rows()));
    }
    m_isLayingOut = true;
    verticalScrollBar()->setRange(0, static_cast<int>(most));
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(rowHeight());
    m_isLayingOut = false;
    const QRect view = viewport()->geometry();
    m_map->setGeometry(view.right() + 1, view.top(), ErrorMap::stripWidth, view.height());
}

void LogList::layoutVisible()
{
    m_visible.clear();
    const int width = viewport()->width();
    const qint64 value = verticalScrollBar()->value();
    std::size_t row = m_layout.rowAt(value);
    qint64 y = m_wrap ? 0 : m_layout.top(row) - value;
    for (; row < m_layout.rows() && y < viewport()->height(); ++row) {
        Visible v;
        v.row = row;
        v.what = m_layout.at(row);
        const int height = v.what.line ? heightOf(*v.what.line) : rowHeight();
        v.rect = QRect(0, static_cast<int>(y), width, height);
        y += height;
        if (v.what.line && v.what.line == m_layout.expanded()) {
            v.expansion = QRect(0, static_cast<int>(y), width, m_layout.extra());
            y += m_layout.extra();
        }
        m_visible.push_back(v);
    }
    if (!m_rows.lines().isEmpty() && !m_visible.empty()) {
        const std::size_t first = firstVisibleLine();
        std::size_t last = first;
        for (const auto &v : m_visible)
            if (v.what.line)
                last = *v.what.line;
        m_map->setVisiblePart(first, last);
        Q_EMIT visibleRangeChanged({m_rows.lines().timeAt(first), m_rows.lines().timeAt(last)});
    }
    viewport()->update();
}

std::size_t LogList::firstVisibleLine() const
{
    for (std::size_t row = m_layout.rowAt(verticalScrollBar()->value()); row < m_layout.rows(); ++row)
        if (const auto what = m_layout.at(row); what.line)
            return *what.line;
    return m_rows.lines().isEmpty() ? 0 : m_rows.lines().size() - 1;
}

QRect LogList::rowRect(std::size_t line) const
{
    for (const auto &v : m_visible)
        if (v.what.line == line)
            return v.rect;
    return {};
}

QRect LogList::expansionRect() const
{
    for (const auto &v : m_visible)
        if (!v.expansion.isEmpty())
            return v.expansion;
    return {};
}

const LogList::Visible *LogList::visibleAt(const QPoint &point) const
{
    for (const auto &v : m_visible)
        if (v.rect.contains(point) || v.expansion.contains(point))
            return &v;
    return nullptr;
}

bool LogList::isSelected(std::size_t line) const
{
    if (!m_current)
        return false;
    const std::size_t other = m_anchor.value_or(*m_current);
    return line >= std::min(*m_current, other) && line <= std::max(*m_current, other);
}

void LogList::paintEvent(QPaintEvent *event)
{
    QPainter p(viewport());
    const Theme &theme = Theme::of(this);
    p.fillRect(event->rect(), theme.surface.panel);
    for (const auto &v : m_visible) {
        if (!event->rect().intersects(v.rect.united(v.expansion)))
            continue;
        if (v.what.mark) {
            m_painter->paintMark(p, v.rect, m_marks[*v.what.mark]);
            continue;
        }
        const std::size_t line = *v.what.line;
        LogRowPainter::State state;
        state.isSelected = isSelected(line);
        state.isCurrent = m_current == line;
        state.isHovered = v.row == m_hoveredRow;
        state.isExpanded = !v.expansion.isEmpty();
        state.hasFocus = hasFocus();
        m_painter->paintLine(p, v.rect, rowHeight(), m_rows.at(line), state, m_wrap);
        if (state.isExpanded)
            m_painter->paintExpansion(p, v.expansion, rowHeight(), m_expansion, m_hoveredField, m_hoveredAction);
    }
    paintCrosshair(p);
    paintNote(p);
    if (hasFocus() && m_layout.rows() == 0) {
        p.setPen(theme.line.focus);
        p.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

// Between the lines before and after the moment.
void LogList::paintCrosshair(QPainter &p)
{
    if (m_crosshair == 0 || m_rows.lines().isEmpty())
        return;
    const std::size_t after = m_rows.lines().lowerBound(m_crosshair);
    for (const auto &v : m_visible) {
        const bool isBefore = v.what.line && *v.what.line + 1 == after;
        if (v.what.line == after || isBefore) {
            const int y = isBefore ? v.rect.united(v.expansion).bottom() : v.rect.top();
            p.fillRect(QRect(0, y, viewport()->width(), 1), Theme::of(this).accent.base);
            return;
        }
    }
}

void LogList::paintNote(QPainter &p)
{
    const QRect note = noteRect();
    if (note.isEmpty())
        return;
    const Theme &theme = Theme::of(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(theme.accent.base);
    p.setBrush(theme.accent.tint);
    p.fillRect(note.adjusted(2, 2, -2, -2), theme.surface.panel);
    p.drawRoundedRect(QRectF(note).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    p.setFont(theme.font(TextRole::Small));
    p.setPen(theme.accent.text);
    p.drawText(note, Qt::AlignCenter, tr("%1 new lines").arg(base::groupedInteger(m_waiting)));
}

QRect LogList::noteRect() const
{
    if (m_waiting <= 0)
        return {};
    const QFontMetrics metrics(Theme::of(this).font(TextRole::Small));
    const int width = metrics.horizontalAdvance(tr("%1 new lines").arg(base::groupedInteger(m_waiting))) + 28;
    return {(viewport()->width() - width) / 2, viewport()->height() - 36, width, 26};
}

void LogList::resizeEvent(QResizeEvent *)
{
    layoutAll();
    if (m_follows)
        goToEnd();
    layoutVisible();
}

void LogList::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) {
        m_painter = std::make_unique<LogRowPainter>(Theme::of(this));
        layoutAll();
        layoutVisible();
    }
}

} // namespace wf::widgets
