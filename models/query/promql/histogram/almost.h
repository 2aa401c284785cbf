// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/rawseries.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::query {

// Prometheus' util/almost: less than their sum times epsilon apart. NaN is like NaN, a staleness marker like another.
[[nodiscard]] inline bool isAlmost(double a, double b, double epsilon)
{
    if (signals::isStaleMarker(a) || signals::isStaleMarker(b))
        return signals::isStaleMarker(a) && signals::isStaleMarker(b);
    if ((std::isnan(a) && std::isnan(b)) || a == b)
        return true;
    constexpr double smallest = std::numeric_limits<double>::min();
    const double sum = std::abs(a) + std::abs(b), difference = std::abs(a - b);
    if (a == 0 || b == 0 || sum < smallest)
        return difference < epsilon * smallest;
    return difference / std::min(sum, std::numeric_limits<double>::max()) < epsilon;
}

} // namespace wf::query
