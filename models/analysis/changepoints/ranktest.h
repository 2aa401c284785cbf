// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

// Tests on ranks: they hold whatever the distribution of the noise.
namespace wf::analysis {

// Ranks turned into normal quantiles (van der Waerden scores): outliers lose their weight, normal data little power.
[[nodiscard]] std::vector<double> normalScores(std::span<const double> values);

struct SplitTest {
    std::size_t at = 0; // first index after the split; 0 = the series is too short
    double z = 0;       // largest standardised difference of mean scores over all splits
};
// Over splits that leave at least `shortest` values on both sides.
[[nodiscard]] SplitTest strongestSplit(std::span<const double> values, std::size_t shortest);
// |z| above which the strongest of all splits of `n` exchangeable values lies with probability `share`: Bonferroni over
// about 4·ln n independent looks, which simulations bear out within 0.15 between 50 and 1,000 values.
[[nodiscard]] double splitThreshold(std::size_t n, double share);

struct MannWhitney {
    double z = 0; // > 0: `after` is larger; ties corrected, no continuity correction
    double p = 1; // two-sided, normal approximation
};
[[nodiscard]] MannWhitney mannWhitney(std::span<const double> before, std::span<const double> after);

// Hodges–Lehmann: the median of all differences after − before, with its 95 % interval from the same order statistics.
// Of more than 300 values each side, 300 evenly spread ones are used.
struct Shift {
    double middle = 0, low = 0, high = 0;
};
[[nodiscard]] Shift shiftBetween(std::span<const double> before, std::span<const double> after);

} // namespace wf::analysis
