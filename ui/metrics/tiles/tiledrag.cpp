// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/tiles/tiledrag.h"

#include "ui/metrics/tiles/tileboard.h"
#include "widgets/base/controls/panel.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>

namespace wf::ui {

namespace {

constexpr int headerHeight = 28;

QRect halfOf(const QRect &tile, TileSide side)
{
    const int w = tile.width() / 2, h = tile.height() / 2;
    switch (side) {
    case TileSide::Left:
        return {tile.left(), tile.top(), w, tile.height()};
    case TileSide::Right:
        return {tile.right() - w + 1, tile.top(), w, tile.height()};
    case TileSide::Above:
        return {tile.left(), tile.top(), tile.width(), h};
    case TileSide::Below:
        break;
    }
    return {tile.left(), tile.bottom() - h + 1, tile.width(), h};
}

} // namespace

TileDrag::TileDrag(TileBoard &board) : QObject(&board), m_board(board) {}

void TileDrag::watch(widgets::Panel *panel)
{
    panel->installEventFilter(this);
}

TileDrag::Target TileDrag::targetAt(const QPoint &pos) const
{
    for (const auto &tile : m_board.m_tiles) {
        const QRect place(tile.panel->mapTo(&m_board, QPoint()), tile.panel->size());
        if (!tile.panel->isVisible() || !place.contains(pos))
            continue;
        const TileBoard::Drop drop = TileBoard::dropAt(place, pos);
        const QString view = m_board.viewOf(tile.panel);
        const bool joins = drop.joins && tile.stack && m_dragged != m_board.m_single;
        if (tile.views.contains(m_dragged) && (joins || tile.views.size() == 1))
            return {};
        return {view, joins ? place : halfOf(place, drop.side), joins, static_cast<int>(drop.side)};
    }
    return {};
}

bool TileDrag::eventFilter(QObject *watched, QEvent *event)
{
    auto *panel = qobject_cast<widgets::Panel *>(watched);
    if (!panel)
        return false;
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        m_isPressed = mouse->button() == Qt::LeftButton && mouse->position().y() < headerHeight;
        m_pressed = mouse->globalPosition().toPoint();
        return m_isPressed; // so that what follows comes here
    }
    case QEvent::MouseMove:
        return m_isPressed && moved(*panel, *static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonRelease:
        return released(*static_cast<QMouseEvent *>(event));
    case QEvent::KeyPress:
        if (m_dragged.isEmpty() || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
            return false;
        end();
        return true;
    default:
        return false;
    }
}

bool TileDrag::moved(widgets::Panel &panel, const QMouseEvent &event)
{
    const QPoint at = event.globalPosition().toPoint();
    if (m_dragged.isEmpty()) {
        if ((at - m_pressed).manhattanLength() < QApplication::startDragDistance())
            return true;
        m_dragged = m_board.viewOf(&panel);
        panel.setFocus(); // Esc comes here
        m_outline = new QRubberBand(QRubberBand::Rectangle, &m_board);
    }
    const Target target = targetAt(m_board.mapFromGlobal(at));
    m_outline->setGeometry(target.outline);
    m_outline->setVisible(!target.view.isEmpty());
    return true;
}

bool TileDrag::released(const QMouseEvent &event)
{
    const QString dragged = m_dragged;
    const Target target =
        dragged.isEmpty() ? Target() : targetAt(m_board.mapFromGlobal(event.globalPosition().toPoint()));
    end();
    if (!target.view.isEmpty() && target.joins)
        m_board.join(dragged, target.view);
    else if (!target.view.isEmpty())
        m_board.moveOut(dragged, static_cast<TileSide>(target.side), target.view);
    return !dragged.isEmpty();
}

void TileDrag::end()
{
    m_isPressed = false;
    m_dragged.clear();
    delete m_outline;
    m_outline = nullptr;
}

} // namespace wf::ui
