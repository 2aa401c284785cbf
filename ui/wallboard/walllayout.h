// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QSizeF>

#include <vector>

// Where the tiles of a wallboard stand. Pure.
namespace wf::ui {

// Figures are as tall as a twelfth of the wall, so that they are read from five metres on a screen of 40 inches and
// more (an angle of 20 minutes of arc: ISO 9241-303); a tile holds one with its words.
struct WallLayout {
    int columns = 1, rows = 1;
    int pages = 1;
    double scale = 1;          // of everything that is drawn; 1 on a wall of 1080 pixels
    std::vector<QRectF> tiles; // of a page: places within the wall
    [[nodiscard]] int perPage() const { return columns * rows; }
    // The tiles of a page: from the first to before the last of `count`.
    [[nodiscard]] std::pair<int, int> onPage(int page, int count) const;
};
// `wall`: what is left for tiles.
[[nodiscard]] WallLayout wallLayout(const QRectF &wall, double screenHeight, int count);

} // namespace wf::ui
