// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>
#include <vector>

namespace wf::analysis {

// Turns a stretch of samples into the rows that trained detectors see.
struct FeatureScale {
    double centre = 0; // median of the values
    double spread = 1; // of 5 % to 95 % of them; 1 for a constant
    [[nodiscard]] static FeatureScale of(std::span<const double> values);
};

inline constexpr std::size_t featureLags = 5;
// Values before the newest one that a row needs.
inline constexpr std::size_t featureHistory = featureLags + 2;

// The row of values.back(), from it and the `featureHistory` values before it: smoothed values at lags 0 … 5 (means of
// three, so that one sample does not fill all), the last change, and the time of day as a point on a circle.
// `coMetrics`: other figures of the same moment, scaled by the caller (CompanyScale::columns()).
// Values usable; empty when there are too few.
[[nodiscard]] std::vector<double> featureRow(std::span<const double> values, qint64 timeMs, const FeatureScale &scale,
                                             std::span<const double> coMetrics = {});

} // namespace wf::analysis
