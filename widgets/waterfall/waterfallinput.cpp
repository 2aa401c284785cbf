// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waterfall/waterfallpainter.h"
#include "widgets/waterfall/waterfallview.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

void WaterfallView::toggle(int span, bool closed)
{
    m_rows.setClosed(span, closed);
    updateScroll();
    viewport()->update();
}

void WaterfallView::moveBy(int rows)
{
    if (m_rows.count() == 0)
        return;
    const int from = m_current < 0 ? (rows > 0 ? -1 : m_rows.count()) : m_rows.rowOf(m_rows.shownFor(m_current));
    setCurrentSpan(m_rows.spanAt(std::clamp(from + rows, 0, m_rows.count() - 1)));
}

void WaterfallView::keyPressEvent(QKeyEvent *event)
{
    if (!m_trace || (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)))
        return QAbstractScrollArea::keyPressEvent(event);
    const int page = std::max(1, verticalScrollBar()->pageStep() / static_cast<int>(waterfallRow) - 1);
    switch (event->key()) {
    case Qt::Key_J:
    case Qt::Key_Down:
        return moveBy(1);
    case Qt::Key_K:
    case Qt::Key_Up:
        return moveBy(-1);
    case Qt::Key_PageDown:
        return moveBy(page);
    case Qt::Key_PageUp:
        return moveBy(-page);
    case Qt::Key_Home:
        return moveBy(-m_rows.count());
    case Qt::Key_End:
        return moveBy(m_rows.count());
    case Qt::Key_Left:
        if (m_current >= 0 && m_rows.below(m_current) > 0 && !m_rows.isClosed(m_current))
            toggle(m_current, true);
        else if (m_current >= 0 && m_trace->trace->spans[static_cast<std::size_t>(m_current)].parent >= 0)
            setCurrentSpan(m_trace->trace->spans[static_cast<std::size_t>(m_current)].parent);
        return;
    case Qt::Key_Right:
        if (m_current >= 0 && m_rows.isClosed(m_current))
            toggle(m_current, false);
        else if (m_current >= 0 && m_rows.below(m_current) > 0)
            setCurrentSpan(m_current + 1);
        return;
    case Qt::Key_X:
        goToNextError();
        return;
    case Qt::Key_P:
        goToNextOnPath();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            Q_EMIT activated(m_current);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void WaterfallView::mousePressEvent(QMouseEvent *event)
{
    const QPointF pos = event->position();
    if (!m_trace || event->button() != Qt::LeftButton)
        return;
    if (std::abs(pos.x() - treeWidth()) < 4) {
        m_dragsDivider = true;
        return;
    }
    const int row = rowAt(pos.y());
    if (row < 0)
        return;
    const int span = m_rows.spanAt(row);
    const double x = chevronX(span);
    if (m_rows.below(span) > 0 && pos.x() >= x - 4 && pos.x() <= x + 14)
        return toggle(span, !m_rows.isClosed(span));
    setCurrentSpan(span);
}

void WaterfallView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_trace)
        return;
    if (const int row = event->reason() == QContextMenuEvent::Mouse ? rowAt(event->pos().y()) : -1; row >= 0)
        setCurrentSpan(m_rows.spanAt(row));
    Q_EMIT menuRequested(event->globalPos());
}

void WaterfallView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF pos = event->position();
    if (m_dragsDivider) {
        m_treeShare = std::clamp(pos.x() / std::max(1, viewport()->width()), 0.12, 0.7);
        viewport()->update();
        return;
    }
    viewport()->setCursor(std::abs(pos.x() - treeWidth()) < 4 ? Qt::SplitHCursor : Qt::ArrowCursor);
    if (const int row = rowAt(pos.y()); row != m_hovered) {
        m_hovered = row;
        viewport()->update();
    }
}

void WaterfallView::mouseReleaseEvent(QMouseEvent *)
{
    m_dragsDivider = false;
}

void WaterfallView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int row = rowAt(event->position().y()); row >= 0)
        Q_EMIT activated(m_rows.spanAt(row));
}

void WaterfallView::wheelEvent(QWheelEvent *event)
{
    const NsRange whole =
        m_trace ? NsRange{m_trace->startNs, std::max(m_trace->endNs, m_trace->startNs + 1)} : NsRange{};
    const QPoint turned = event->angleDelta();
    if (m_trace && (event->modifiers() & Qt::ControlModifier)) {
        setShownRange(zoomed(m_range, whole, std::pow(0.8, turned.y() / 120.0), scale().at(event->position().x())));
        event->accept();
    } else if (m_trace && std::abs(turned.x()) > std::abs(turned.y())) {
        setShownRange(
            moved(m_range, whole,
                  -static_cast<qint64>(static_cast<double>(m_range.endNs - m_range.startNs) * turned.x() / 1200.0)));
        event->accept();
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
}

void WaterfallView::leaveEvent(QEvent *)
{
    m_hovered = -1;
    viewport()->update();
}

void WaterfallView::focusInEvent(QFocusEvent *event)
{
    if (m_trace && m_current < 0 && event->reason() != Qt::MouseFocusReason && m_rows.count() > 0)
        setCurrentSpan(0);
    viewport()->update();
}

void WaterfallView::focusOutEvent(QFocusEvent *)
{
    viewport()->update();
}

bool WaterfallView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_trace) {
        // Letters of the trace go before letters of the window.
        auto *key = static_cast<QKeyEvent *>(event);
        static constexpr int ours[] = {Qt::Key_J, Qt::Key_K, Qt::Key_X, Qt::Key_P};
        if (key->modifiers() == Qt::NoModifier &&
            std::find(std::begin(ours), std::end(ours), key->key()) != std::end(ours)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

} // namespace wf::widgets
