// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/budget/errorbudget.h"
#include "models/base/timerange.h"
#include "models/engine/objectives/compute/slisource.h"
#include "models/signals/objective.h"

namespace wf::engine {

// An objective's events, counted one step at a time: steps end at whole multiples of their length, so that a step is
// counted the same whenever it is looked at. Those not wholly within one of the kept stretches are NaN, and so are
// those whose figures contradict each other. Errors: Invalid (indicator) and what the source says.
[[nodiscard]] base::Result<analysis::EventCounts> countSteps(const signals::Objective &objective,
                                                             const SliSource &source, qint64 stepNs,
                                                             const std::vector<base::TimeRange> &kept);

} // namespace wf::engine
