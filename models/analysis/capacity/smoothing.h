// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

// Exponential smoothing of series without a season, parameters chosen by the squared errors of one step ahead.
namespace wf::analysis {

struct Smoothing {
    double level = 0.3;
    double trend = 0.05;
    double damping = 0.9; // 1 = an undamped line, 0 = no trend
    double squaredError = 0;
    double lastLevel = 0;
    double lastTrend = 0;
    // `steps` ≥ 1 ahead of the end.
    [[nodiscard]] double ahead(std::size_t steps) const;
};
// One pass of Gardner & McKenzie's damped trend with the given three parameters.
[[nodiscard]] Smoothing smoothed(std::span<const double> values, double level, double trend, double damping);
// The best of a fixed grid, refined once. `mayTrend` false: simple smoothing.
[[nodiscard]] Smoothing fittedSmoothing(std::span<const double> values, bool mayTrend);

// The Theta method (Assimakopoulos & Nikolopoulos 2000, as simple smoothing with half the slope of the least-squares
// line: Hyndman & Billah 2003).
[[nodiscard]] std::vector<double> theta(std::span<const double> values, std::size_t horizon);

} // namespace wf::analysis
