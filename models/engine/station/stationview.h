// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationsnapshot.h"
#include "models/station/core/stationstate.h"

namespace wf::engine {

// A station's state as the values a screen shows; all but figures, forecasts and what only its owner knows. Pure.
[[nodiscard]] StationSnapshot viewOf(const station::StationState &state);
// What is kept of each signal and what becomes of it. Costs more than the rest: when `state.care` has changed.
[[nodiscard]] std::vector<StationKept> keptOf(const station::StationState &state);

} // namespace wf::engine
