// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/slisteps.h"

#include "models/engine/objectives/compute/slicounter_p.h"

namespace wf::engine {

base::Result<analysis::EventCounts> countSteps(const signals::Objective &objective, const SliSource &source,
                                               qint64 stepNs, const std::vector<base::TimeRange> &kept)
{
    if (kept.empty() || stepNs <= 0)
        return analysis::EventCounts{};
    const base::TimeRange grid{kept.front().startNs / stepNs * stepNs, kept.back().endNs / stepNs * stepNs};
    const ComputeOptions options;
    return SliCounter(objective, source, options).history(grid, stepNs, kept);
}

} // namespace wf::engine
