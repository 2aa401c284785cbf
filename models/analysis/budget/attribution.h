// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/budget/errorbudget.h"
#include "models/base/timerange.h"

// Which incident spent how much of a budget. Pure.
namespace wf::analysis {

struct Attribution {
    std::vector<double> bad; // of each incident, in their order
    double unattributed = 0; // all other bad events
    double usualShare = 0;   // of bad events outside of incidents: the median of the steps no incident touches
};
// Bad events of a step go to the incidents that touch it, by how long each does; a step that is only touched in part
// keeps for the rest what is usual outside of incidents. The sum of all is that of the counts.
[[nodiscard]] Attribution attributed(const EventCounts &counts, const std::vector<base::TimeRange> &incidents);

} // namespace wf::analysis
