// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/boardreader.h"
#include "models/signals/display/graphfigure.h"

namespace wf::engine {

// What a panel of kind nodeGraph shows, laid out: rows with `source` and `target` are edges, other rows with an `id`
// are nodes, in Grafana's words (title, subtitle, mainstat, secondarystat, color, arc__*); nodes that only edges name
// are there too. Series whose labels name both ends (client and server, source and destination workload …) are edges by
// their last value. Calls that traces tell are edges as well. At most 300 nodes and 1,500 edges, the first that come;
// `left` says how many are not. Pure; any thread.
[[nodiscard]] signals::GraphFigure graphOf(const signals::BoardPanel &panel, const std::vector<analysis::Frame> &frames,
                                           const std::vector<signals::ServiceCall> &calls, std::stop_token stop = {});

} // namespace wf::engine
