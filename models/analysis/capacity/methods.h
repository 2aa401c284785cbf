// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace wf::analysis {

enum class ForecastMethod {
    LastValue,
    Drift,           // the last value and half the mean step
    SeasonalNaive,   // the last cycle of the shortest period again
    SeasonalMean,    // mean of the last four cycles of the longest period
    SeasonalMedian,  // median of the last eight such cycles: holidays do not move it
    SeasonalDamped,  // all seasons, damped trend smoothing of the rest
    SeasonalTheta,   // all seasons, Theta of the rest
    LongRun,         // all seasons, mean of all the rest
    Autoregression,  // on the last values and those of one period ago
    SeasonalChanges, // the same on differences over the shortest period
};
inline constexpr std::size_t forecastMethodCount = 10;
[[nodiscard]] const char *forecastMethodName(ForecastMethod method); // lower-case words, for tables and JSON

// Empty when the method cannot be applied to so short a history. `periods` ascending.
[[nodiscard]] std::vector<double> forecastBy(ForecastMethod method, std::span<const double> values,
                                             std::span<const std::size_t> periods, std::size_t horizon);

// What every method says, by its number; the seasons are taken out once for all.
using ForecastsByMethod = std::array<std::vector<double>, forecastMethodCount>;
[[nodiscard]] ForecastsByMethod forecastsByAll(std::span<const double> values, std::span<const std::size_t> periods,
                                               std::size_t horizon);

} // namespace wf::analysis
