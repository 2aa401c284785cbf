// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/shelf/boardshelf.h"
#include "models/query/variables/interpolate.h"
#include "models/signals/dashboard/panel.h"
#include "models/signals/display/linkfigure.h"

namespace wf::engine {

// What a panel of kind dashlist lists, by its options in Grafana's words: those with a star, those opened last, those
// whose title holds `query` and that have all `tags`; of each at most `maxItems`. Keys are paths. Pure; any thread.
[[nodiscard]] signals::LinkFigure listedBoards(const signals::BoardPanel &panel, const query::VariableScope &scope,
                                               const std::vector<BoardListing> &boards);

} // namespace wf::engine
