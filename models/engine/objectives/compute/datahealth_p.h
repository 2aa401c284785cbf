// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compute/budgetreport.h"

namespace wf::engine {

struct Examined {
    DataHealth health;
    qint64 distanceNs = 0; // between neighbouring samples, as most have it
    bool hasPart = false;  // some series of the good (or bad) events was there
};
// Looks at the samples themselves. `kept` is the window without what is excluded, in order.
[[nodiscard]] base::Result<Examined> examineData(const signals::Objective &objective,
                                                 const query::SampleReader &samples, base::TimeRange window,
                                                 const std::vector<base::TimeRange> &kept, std::stop_token stop);

// The same from a history: its steps within what is kept.
void examineHistory(const analysis::EventCounts &history, const std::vector<base::TimeRange> &kept, DataHealth &health);

} // namespace wf::engine
