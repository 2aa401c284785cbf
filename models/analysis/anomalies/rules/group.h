// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

// Members of a group that behave unlike the others at one moment, or over several figures at once.
namespace wf::analysis {

// What a member of the group may be. Its half width is the larger one of `deviations` robust deviations (madScale) and
// `leastShare` of the median, so that a group of equals has a width. Nothing for groups below four.
struct GroupBand {
    double middle = 0, low = 0, high = 0;
};
[[nodiscard]] std::optional<GroupBand> groupBand(std::span<const double> values, double deviations = 5,
                                                 double leastShare = 0.1);
// Those further than `deviations` robust deviations (madScale) from the median of the group; none in groups below four.
// When more than half are equal, every member that differs by more than `leastShare` of the median is one.
[[nodiscard]] std::vector<std::size_t> groupOutliers(std::span<const double> values, double deviations = 5,
                                                     double leastShare = 0.1);

// DBSCAN (Ester et al., KDD 1996): the cluster of each point, −1 for noise. Points of equal dimension, Euclidean,
// O(n²).
[[nodiscard]] std::vector<int> densityClusters(std::span<const std::vector<double>> points, double reach,
                                               std::size_t least);

} // namespace wf::analysis
