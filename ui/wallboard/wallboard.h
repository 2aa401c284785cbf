// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "ui/wallboard/walllayout.h"
#include "ui/wallboard/walltile.h"

#include <QTimer>
#include <QWidget>

namespace wf::ui {

// A wall of tiles for a screen nobody sits at: full screen, no controls, figures to be read from five metres. When
// there are more tiles than room, pages turn every quarter of a minute; arrows turn them by hand, Space holds, Esc
// closes.
class Wallboard final : public QWidget {
    Q_OBJECT
public:
    Wallboard(const base::Clock &clock, const QString &title, QWidget *parent = nullptr);

    // In the order they are added.
    void addTiles(WallTiles tiles);
    // Asks all of them again.
    void refresh();
    [[nodiscard]] int page() const { return m_page; }
    [[nodiscard]] int pages() const { return m_layout.pages; }
    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    void turn(int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void hold(bool held);
    void describe();

    const base::Clock &m_clock;
    QString m_title;
    std::vector<WallTiles> m_sources;
    std::vector<WallTile> m_tiles;
    WallLayout m_layout;
    QTimer m_second;
    QTimer m_turning;
    int m_page = 0;
    bool m_isHeld = false;
};

} // namespace wf::ui
