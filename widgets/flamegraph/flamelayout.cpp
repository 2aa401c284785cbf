// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/flamegraph/flamelayout.h"

#include <algorithm>

namespace wf::widgets {

namespace {

constexpr double narrowest = 1;

const signals::FlameFigure::Box &boxAt(const signals::FlameFigure &figure, int box)
{
    return figure.boxes[static_cast<std::size_t>(box)];
}

} // namespace

bool isWithin(const signals::FlameFigure &figure, int box, int ancestor)
{
    while (box > ancestor)
        box = boxAt(figure, box).parent;
    return box == ancestor;
}

std::vector<FlameRect> layOutFlame(const signals::FlameFigure &figure, int zoomed, double width)
{
    std::vector<FlameRect> out;
    if (figure.isEmpty() || zoomed < 0 || zoomed >= static_cast<int>(figure.boxes.size()))
        return out;
    const auto &focus = boxAt(figure, zoomed);
    if (focus.total <= 0)
        return out;
    for (int up = focus.parent; up >= 0; up = boxAt(figure, up).parent)
        out.push_back({up, QRectF(0, boxAt(figure, up).depth * flameRowHeight, width, flameRowHeight)});
    std::ranges::reverse(out);
    const double scale = width / focus.total;
    // Boxes come depth first: the focus and what is below it stand together.
    for (int i = zoomed; i < static_cast<int>(figure.boxes.size()); ++i) {
        const auto &box = boxAt(figure, i);
        if (i > zoomed && box.depth <= focus.depth)
            break;
        if (box.total * scale >= narrowest)
            out.push_back({i, QRectF((box.start - focus.start) * scale, box.depth * flameRowHeight, box.total * scale,
                                     flameRowHeight)});
    }
    return out;
}

int flameDepth(const signals::FlameFigure &figure, int zoomed)
{
    int out = 0;
    for (int i = std::max(0, zoomed); i < static_cast<int>(figure.boxes.size()); ++i) {
        if (i > zoomed && boxAt(figure, i).depth <= boxAt(figure, zoomed).depth)
            break;
        out = std::max(out, boxAt(figure, i).depth + 1);
    }
    return out;
}

} // namespace wf::widgets
