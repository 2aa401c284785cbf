// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/figures.h"

#include <QString>

#include <vector>

namespace wf::signals {

// A place in a graph that is drawn in columns: columns go from those who call to those who are called, lines from
// above.
struct GraphPoint {
    double column = 0, line = 0;
    friend bool operator==(const GraphPoint &, const GraphPoint &) = default;
};

// A graph of who calls whom, laid out. Words are outside text; colours are as a dashboard writes them, empty = the
// theme's.
struct GraphFigure {
    struct Share { // of the whole that a node stands for: what failed, what succeeded
        double fraction = 0;
        QString color;
    };
    struct Node {
        QString id;
        QString title, subtitle;
        QString main, secondary; // values with their units
        QString color;
        std::vector<Share> shares;
        GraphPoint at;
        FigurePlace place{};   // its row; no field: all of that row
        bool isLinked = false; // a click leads somewhere
    };
    struct Edge {
        int from = 0, to = 0;
        QString main, secondary;
        QString color;
        double weight = 0;             // 0..1 of the heaviest
        std::vector<GraphPoint> bends; // from the one to the other, without both
        FigurePlace place{};           // as of a node
        bool isLinked = false;
    };
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::size_t left = 0; // nodes and edges beyond what is drawn
};

} // namespace wf::signals
