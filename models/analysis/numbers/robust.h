// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

// Statistics that a few wild values cannot move. NaN and infinities must have been taken out before (gaps.h).
namespace wf::analysis {

// 0 for an empty range. The mean of the middle two for an even count.
[[nodiscard]] double median(std::span<const double> values);
// Linear between order statistics (Hyndman & Fan 1996, type 7), `share` in 0…1.
[[nodiscard]] double quantile(std::span<const double> values, double share);
// The same over values already in ascending order, without copying.
[[nodiscard]] double sortedQuantile(std::span<const double> ascending, double share);
// 1.4826 · median |x − median|: the standard deviation for normal noise; 0 when more than half are equal.
[[nodiscard]] double madScale(std::span<const double> values);
[[nodiscard]] double mean(std::span<const double> values);
// With n in the denominator.
[[nodiscard]] double standardDeviation(std::span<const double> values);
// Scale of the noise from neighbours alone, so that steps and slopes do not count: madScale of differences / √2.
[[nodiscard]] double noiseScale(std::span<const double> values);
// P(Z > z) of the standard normal, and its inverse (Acklam's rational approximation, relative error < 1.2e-9).
[[nodiscard]] double normalTail(double z);
[[nodiscard]] double normalQuantile(double probability);
// Mid-ranks 1…n, ties share their mean rank.
[[nodiscard]] std::vector<double> midRanks(std::span<const double> values);

} // namespace wf::analysis
