// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/boardreader.h"
#include "models/signals/display/flamefigure.h"

namespace wf::engine {

// What a panel of kind flamegraph shows. Tables of a profile, as Grafana's sources give them (columns level, label,
// value and self; "nested set", rows depth first), are that profile. Traces give the time of their spans, which is
// said: the console has no source of profiles. Pure; any thread.
[[nodiscard]] signals::FlameFigure flameOf(const signals::BoardPanel &panel, const std::vector<analysis::Frame> &frames,
                                           const BoardAnswer &answer, std::stop_token stop = {});

} // namespace wf::engine
