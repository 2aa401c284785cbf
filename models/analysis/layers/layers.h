// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/graphfigure.h"

#include <stop_token>
#include <vector>

namespace wf::analysis {

// Gives the nodes of a graph of calls their places and its edges their bends: who calls stands left of who is called,
// edges cross as little as a few sweeps find, lines are one apart at least. Edges to a node itself, and those that name
// none, have no bends. Same graph, same places. Pure; any thread. Method: Sugiyama, Tagawa and Toda, IEEE SMC 11(2),
// 1981: cycles are cut at edges that lead back, long edges pass through every column, orders by barycentres; lines by
// least squares that keep the order.
void layOutLayers(signals::GraphFigure &graph, std::stop_token stop = {});

} // namespace wf::analysis
