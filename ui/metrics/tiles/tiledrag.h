// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>
#include <QRect>
#include <QString>

class QMouseEvent;
class QRubberBand;

namespace wf::widgets {
class Panel;
}

namespace wf::ui {

class TileBoard;

// Drags tiles of a board by their headers. While one is dragged the place where it would lie is outlined; Esc ends it.
class TileDrag final : public QObject {
    Q_OBJECT
public:
    explicit TileDrag(TileBoard &board);
    void watch(widgets::Panel *panel);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Target {
        QString view; // of the tile; empty: there is none
        QRect outline;
        bool joins = false;
        int side = 0;
    };
    [[nodiscard]] Target targetAt(const QPoint &pos) const; // of the board
    bool moved(widgets::Panel &panel, const QMouseEvent &event);
    bool released(const QMouseEvent &event);
    void end();

    TileBoard &m_board;
    QString m_dragged; // view; empty: nothing is
    QPoint m_pressed;  // of the screen
    bool m_isPressed = false;
    QRubberBand *m_outline = nullptr;
};

} // namespace wf::ui
