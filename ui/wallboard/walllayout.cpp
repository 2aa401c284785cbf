// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wallboard/walllayout.h"

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

constexpr double usualHeight = 1080;
constexpr double leastWidth = 430, leastHeight = 262; // of a tile on the usual wall
constexpr double gap = 18;

} // namespace

std::pair<int, int> WallLayout::onPage(int page, int count) const
{
    const int from = std::clamp(page, 0, std::max(0, pages - 1)) * perPage();
    return {std::min(from, count), std::min(from + perPage(), count)};
}

WallLayout wallLayout(const QRectF &wall, double screenHeight, int count)
{
    WallLayout out;
    out.scale = std::max(0.4, screenHeight / usualHeight);
    const double between = gap * out.scale;
    const auto most = [&](double room, double least) {
        return std::max(1, static_cast<int>(std::floor((room + between) / (least * out.scale + between))));
    };
    const int columns = most(wall.width(), leastWidth);
    const int rows = most(wall.height(), leastHeight);
    // Few tiles take the room there is.
    const int wanted = std::clamp(count, 1, columns * rows);
    out.columns = std::min(columns, std::max(1, static_cast<int>(std::ceil(std::sqrt(wanted * 1.4)))));
    out.rows = std::min(rows, (wanted + out.columns - 1) / out.columns);
    if (out.columns * out.rows < wanted)
        out.columns = std::min(columns, (wanted + out.rows - 1) / out.rows);
    out.pages = std::max(1, (count + out.perPage() - 1) / out.perPage());
    const double width = (wall.width() - between * (out.columns - 1)) / out.columns;
    const double height = (wall.height() - between * (out.rows - 1)) / out.rows;
    for (int i = 0; i < out.perPage(); ++i)
        out.tiles.emplace_back(wall.left() + (i % out.columns) * (width + between),
                               wall.top() + (i / out.columns) * (height + between), width, height);
    return out;
}

} // namespace wf::ui
