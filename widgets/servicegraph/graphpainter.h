// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"
#include "widgets/servicegraph/graphgeometry.h"

class QPainter;

namespace wf::widgets {

// What is pointed at or chosen: it and what it touches stand out, the rest steps back. -1: nothing.
struct GraphFocus {
    int node = -1;
    int edge = -1;
    int ring = -1; // the node with the keyboard's focus
};

// Whether an edge stands out with what is pointed at or chosen.
[[nodiscard]] bool touches(const GraphFocus &focus, const signals::GraphFigure &figure, std::size_t edge);

// Paints nodes and edges where the geometry has them, and words in their boxes (graphwords.h); the painter's transform
// zooms and moves them.
void paintGraph(QPainter &p, const signals::GraphFigure &figure, const GraphGeometry &geometry,
                const std::vector<QRectF> &words, const GraphFocus &focus, const Theme &theme);

} // namespace wf::widgets
