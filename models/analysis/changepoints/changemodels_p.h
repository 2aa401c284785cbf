// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/changepoints/changepoints.h"

namespace wf::analysis {

// Changes of level of independent noise. A change needs two of PELT, E-Divisive and binary segmentation, and then
// Mann–Whitney between the segments it parts.
[[nodiscard]] std::vector<ChangePoint> levelChanges(std::span<const double> values, const ChangeSettings &settings,
                                                    const std::stop_token &stop);

// Changes of level or slope, by least squares lines. Series are scaled to spread one by the function.
[[nodiscard]] std::vector<ChangePoint> trendChanges(std::span<const std::vector<double>> series,
                                                    const ChangeSettings &settings, const std::stop_token &stop);

// Fills in levels, shift, interval and p from the segments between the points.
void describeLevels(std::span<const double> values, std::vector<ChangePoint> &points);
void describeTrends(std::span<const double> values, std::vector<ChangePoint> &points);

} // namespace wf::analysis
