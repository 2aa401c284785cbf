// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/noise/maintenance.h"

#include <algorithm>

namespace wf::analysis {

std::optional<base::TimeRange> expectedDuring(const MaintenanceWindow &window, const base::Labels &labels, qint64 nowNs)
{
    const bool fits =
        !window.matchers.empty() && std::all_of(window.matchers.begin(), window.matchers.end(),
                                                [&](const auto &matcher) { return matcher.matches(labels); });
    return fits ? window.when.at(nowNs) : std::nullopt;
}

} // namespace wf::analysis
