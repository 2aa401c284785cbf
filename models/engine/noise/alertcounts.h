// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/noise/noisewatch.h"

namespace wf::engine {

// How many alerts stand how. Open ones that are quiet are counted as quiet only.
struct AlertCounts {
    int open = 0;
    int openCritical = 0, openWarning = 0; // of these
    int quiet = 0;
    int pending = 0;
    int acknowledged = 0;
    int held = 0; // silenced or inhibited
    friend bool operator==(const AlertCounts &, const AlertCounts &) = default;
};
// Pure; walks over all alerts, so with very many of them it belongs on a pool.
[[nodiscard]] AlertCounts countAlerts(const AlertSnapshot &alerts, const NoiseSnapshot &noise);

} // namespace wf::engine
