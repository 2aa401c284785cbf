// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wf::analysis {

// Magnitudes beyond this are taken for broken values, so that squares and sums stay finite.
inline constexpr double largestValue = 1e150;
[[nodiscard]] bool isUsable(double value);

struct Filled {
    std::vector<double> values; // as long as the input, all usable; empty when nothing was
    std::size_t missing = 0;    // how many were NaN, infinite or broken
};
// Gaps become straight lines between their neighbours; at the ends the nearest value is repeated.
[[nodiscard]] Filled filled(std::span<const double> values);

} // namespace wf::analysis
