// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/departurescale.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

double usualDeparture(const SizeWindow &sizes, double spread)
{
    return std::max({sizes.quantile(0.75), sizes.quantile(0.95) / 6, 0.1 * spread, 1e-9});
}

double departureSize(double departure, double usual)
{
    constexpr double most = 1e4;
    return std::min(most, std::abs(departure) / usual);
}

} // namespace wf::analysis
