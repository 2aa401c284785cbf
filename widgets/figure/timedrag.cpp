// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figure/timedrag.h"

#include <QChart>
#include <QChartView>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QRubberBand>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

namespace {

constexpr int dragStarts = 4; // px

} // namespace

TimeDrag::TimeDrag(QChartView *view)
    : QObject(view), m_view(view), m_band(new QRubberBand(QRubberBand::Rectangle, view->viewport()))
{
    view->viewport()->installEventFilter(this);
}

qint64 TimeDrag::timeAt(int x) const
{
    const QRectF plot = m_view->chart()->plotArea();
    const double share = std::clamp((x - plot.left()) / std::max(1.0, plot.width()), 0.0, 1.0);
    return m_range.startNs + std::llround(share * static_cast<double>(m_range.lengthNs()));
}

void TimeDrag::openMenu(const QPoint &globalPos)
{
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("What changed in the time shown?")), &QAction::triggered, this,
            [this] { Q_EMIT asked(m_range); });
    if (m_offersQuery) {
        auto *open = menu->addAction(tr("Open in Metrics"));
        open->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Q)); // the screen's
        connect(open, &QAction::triggered, this, [this] { Q_EMIT queryAsked(m_range); });
    }
    menu->popup(globalPos);
}

bool TimeDrag::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ContextMenu) {
        openMenu(static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    const auto type = event->type();
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseMove && type != QEvent::MouseButtonRelease)
        return QObject::eventFilter(watched, event);
    auto *mouse = static_cast<QMouseEvent *>(event);
    const QPoint at = mouse->position().toPoint();
    if (type == QEvent::MouseButtonPress && mouse->button() == Qt::LeftButton &&
        mouse->modifiers().testFlag(Qt::ControlModifier)) {
        m_from = at;
        m_isDragging = true;
        return true;
    }
    if (!m_isDragging)
        return QObject::eventFilter(watched, event);
    const QRect plot = m_view->chart()->plotArea().toRect();
    if (type == QEvent::MouseMove) {
        m_band->setGeometry(QRect(QPoint(std::min(m_from.x(), at.x()), plot.top()),
                                  QPoint(std::max(m_from.x(), at.x()), plot.bottom())));
        m_band->show();
        return true;
    }
    m_isDragging = false;
    m_band->hide();
    const base::TimeRange range{timeAt(std::min(m_from.x(), at.x())), timeAt(std::max(m_from.x(), at.x()))};
    if (std::abs(at.x() - m_from.x()) >= dragStarts && range.lengthNs() > 0)
        Q_EMIT asked(range);
    return true;
}

} // namespace wf::widgets
