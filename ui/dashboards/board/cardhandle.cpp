// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/cardhandle.h"

#include "widgets/base/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>

namespace wf::ui {

namespace {

constexpr int header = 30, grip = 16, ring = 2;

} // namespace

CardHandle::CardHandle(QWidget *card) : QWidget(card)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Arrange %1: arrows move, with Shift they resize, Return edits").arg(card->accessibleName()));
    card->installEventFilter(this);
    for (QWidget *part : card->findChildren<QWidget *>())
        if (part != this && !qobject_cast<QAbstractButton *>(part))
            part->installEventFilter(this); // a click on what it shows takes it up, too
    cover();
    show();
}

bool CardHandle::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        cover();
    if (event->type() == QEvent::MouseButtonRelease && watched != this)
        QMetaObject::invokeMethod(
            this, [this] { setFocus(Qt::MouseFocusReason); }, Qt::QueuedConnection);
    return false;
}

void CardHandle::cover()
{
    const QRect all(QPoint(), parentWidget()->size());
    setGeometry(all);
    QRegion mask = QRegion(all) - QRegion(all.adjusted(ring, ring, -ring, -ring));
    mask += QRect(0, 0, all.width(), header);
    mask += corner();
    setMask(mask);
    raise();
}

QRect CardHandle::corner() const
{
    return {parentWidget()->width() - grip, parentWidget()->height() - grip, grip, grip};
}

void CardHandle::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const widgets::Theme &theme = widgets::Theme::of(this);
    const QColor color = hasFocus() ? theme.line.focus : theme.line.strong;
    p.setPen(QPen(color, hasFocus() ? 2 : 1, hasFocus() ? Qt::SolidLine : Qt::DashLine));
    p.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    p.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
    for (int i = 4; i <= 10; i += 3) // the corner's three strokes
        p.drawLine(QPointF(width() - 3, height() - i), QPointF(width() - i, height() - 3));
}

void CardHandle::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_pressed = event->globalPosition().toPoint();
    m_resizes = corner().contains(event->position().toPoint());
    m_isPressed = true;
    m_isDragging = false;
    setFocus(Qt::MouseFocusReason);
}

void CardHandle::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (!m_isPressed) {
        setCursor(corner().contains(at) ? Qt::SizeFDiagCursor : at.y() < header ? Qt::OpenHandCursor : Qt::ArrowCursor);
        return;
    }
    const QPoint by = event->globalPosition().toPoint() - m_pressed;
    if (!m_isDragging && by.manhattanLength() < QApplication::startDragDistance())
        return;
    if (!m_isDragging && !m_resizes)
        setCursor(Qt::ClosedHandCursor);
    m_isDragging = true;
    Q_EMIT dragged(by, m_resizes);
}

void CardHandle::mouseReleaseEvent(QMouseEvent *)
{
    const bool wasDragging = m_isDragging;
    m_isPressed = m_isDragging = false;
    unsetCursor();
    if (wasDragging)
        Q_EMIT dropped();
}

void CardHandle::mouseDoubleClickEvent(QMouseEvent *event)
{
    Q_EMIT wished(Wish::Edit, event->globalPosition().toPoint());
}

void CardHandle::contextMenuEvent(QContextMenuEvent *event)
{
    Q_EMIT wished(Wish::Menu, event->globalPos());
}

void CardHandle::cancelDrag()
{
    const bool wasDragging = m_isDragging;
    m_isPressed = m_isDragging = false;
    if (wasDragging)
        Q_EMIT dragCancelled();
}

void CardHandle::keyPressEvent(QKeyEvent *event)
{
    const bool resizes = event->modifiers().testFlag(Qt::ShiftModifier);
    const QPoint middle = mapToGlobal(QPoint(24, header));
    switch (event->key()) {
    case Qt::Key_Left:
        return Q_EMIT nudged({-1, 0}, resizes);
    case Qt::Key_Right:
        return Q_EMIT nudged({1, 0}, resizes);
    case Qt::Key_Up:
        return Q_EMIT nudged({0, -1}, resizes);
    case Qt::Key_Down:
        return Q_EMIT nudged({0, 1}, resizes);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return Q_EMIT wished(Wish::Edit, middle);
    case Qt::Key_Delete:
        return Q_EMIT wished(Wish::Remove, middle);
    case Qt::Key_Menu:
        return Q_EMIT wished(Wish::Menu, middle);
    case Qt::Key_D:
        if (event->modifiers() == Qt::ControlModifier)
            return Q_EMIT wished(Wish::Duplicate, middle);
        break;
    case Qt::Key_Escape:
        if (m_isPressed)
            return cancelDrag();
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void CardHandle::focusInEvent(QFocusEvent *event)
{
    update();
    QWidget::focusInEvent(event);
}

void CardHandle::focusOutEvent(QFocusEvent *event)
{
    cancelDrag();
    update();
    QWidget::focusOutEvent(event);
}

} // namespace wf::ui
