// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/graphfigure.h"

#include <QPainterPath>
#include <QRectF>

#include <vector>

namespace wf::widgets {

// Where nodes and edges of a graph stand, in pixels at a zoom of 1 (mock services.png).
struct GraphGeometry {
    std::vector<QRectF> nodes;
    struct Edge {
        QPainterPath path;
        QPointF tip;      // of its arrow
        double angle = 0; // of the arrow, in degrees clockwise from the right
        QPointF words;    // the middle of what is written at it
    };
    std::vector<Edge> edges; // empty paths: not drawn
    QRectF all;

    [[nodiscard]] int nodeAt(QPointF at) const; // -1: none
    [[nodiscard]] int edgeAt(QPointF at) const; // within a few pixels
    // The nearest node in that direction (a unit step right or down), -1: none.
    [[nodiscard]] int beside(int node, int right, int down) const;
};

[[nodiscard]] GraphGeometry geometryOf(const signals::GraphFigure &figure);

} // namespace wf::widgets
