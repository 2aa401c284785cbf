// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/capacity/methods.h"

// Series whose large values are rare and far off (page views, retries, batches), which change by shares and not by
// sums.
namespace wf::analysis {

// All above zero, and from the median to the 99 % point it is twice as far as down to the 1 % point.
[[nodiscard]] bool hasLongTail(std::span<const double> values);

// What every method says of the values, and, of a series with a long tail, of their logarithms.
struct ForecastsByScale {
    ForecastsByMethod values;
    ForecastsByMethod logarithms; // all empty when nobody asked for them
};
[[nodiscard]] ForecastsByScale forecastsByScales(std::span<const double> values, std::span<const std::size_t> periods,
                                                 std::size_t horizon, bool longTail);

} // namespace wf::analysis
