// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "ui/wallboard/walllayout.h"
#include "ui/wallboard/walltile.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

#include <optional>

class QScreen;

namespace wf::ui {

// A wall of tiles for a screen nobody sits at: full screen, no controls, figures to be read from five metres. When
// there are more tiles than room, pages turn every quarter of a minute; arrows turn them by hand, Space holds, Esc
// closes. When there is news, the whole wall turns to it for a minute. On the display that wallDisplay() picks; D moves
// it to the next.
class Wallboard final : public QWidget {
    Q_OBJECT
public:
    Wallboard(const base::Clock &clock, const QString &title, QWidget *parent = nullptr);

    // In the order they are added.
    void addTiles(WallTiles tiles);
    void setNews(WallNewsSource news);
    // Full screen on a display; the one it is on stays.
    void showOn(QScreen *display);
    [[nodiscard]] const std::optional<WallNews> &news() const { return m_news; } // that it shows
    // Asks all of them again.
    void refresh();
    [[nodiscard]] int page() const { return m_page; }
    [[nodiscard]] int pages() const { return m_layout.pages; }
    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    void turn(int by);
    static constexpr int newsMs = 60'000;

Q_SIGNALS:
    void displayChosen(const QString &name); // by a person

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
    void askNews();
    void endNews();
    void showOnNextDisplay();

    const base::Clock &m_clock;
    QString m_title;
    std::vector<WallTiles> m_sources;
    std::vector<WallTile> m_tiles;
    WallLayout m_layout;
    QTimer m_second;
    QTimer m_turning;
    int m_page = 0;
    bool m_isHeld = false;
    WallNewsSource m_newsSource;
    std::optional<WallNews> m_news;
    QSet<qint64> m_told; // whose time is over
    QTimer m_newsTime;
};

} // namespace wf::ui
