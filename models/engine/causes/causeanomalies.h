// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/engine/causes/causesignals.h"

namespace wf::engine {

// What this console found unusual and worth telling, as evidence, by their beginning. Pure.
[[nodiscard]] std::vector<CauseAnomaly> causeAnomalies(const AnomaliesSnapshot &anomalies);

} // namespace wf::engine
