// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/health/healthmonitor.h"

namespace wf::engine {

// Whether the window follows its environment, for the status line.
struct Liveness {
    bool live = false; // it is asked for, and at least one metric source answers (where there is none: one source)
    QString words;     // "Live, newest sample 4 s ago", "No metric source answers, data as of 02:09, 38 min old"
};
// following: the time range moves along and is refreshed. keptAsOfNs: of what the store gave back; 0 = nothing.
[[nodiscard]] Liveness livenessOf(const HealthSnapshot &health, bool following, qint64 keptAsOfNs, qint64 nowNs);

} // namespace wf::engine
