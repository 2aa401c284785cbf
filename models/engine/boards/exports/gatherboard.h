// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/boardreader.h"

#include <functional>

namespace wf::engine {

// A panel and what it was answered.
struct GatheredPanel {
    PlacedPanel placed;
    BoardAnswer answer; // final
};

struct GatherWishes {
    std::shared_ptr<const signals::Dashboard> dashboard; // not null
    query::VariableScope scope;
    base::TimeRange range;
    int panel = 0;    // its identifier; 0: all of them
    int width = 1000; // pixels: how many points a line has
};

// Asks what every panel of a dashboard asks, once, and calls back when all have answered; a source that fails leaves
// its error in the answer of the panel. In the order of the dashboard, folded rows too. Dropping the Request stops it.
// GUI thread.
[[nodiscard]] async::Request gatherBoard(BoardReader &reader, const GatherWishes &wishes,
                                         std::function<void(std::vector<GatheredPanel>)> done);

} // namespace wf::engine
