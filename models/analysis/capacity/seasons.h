// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wf::analysis {

// Seasons of several lengths and what is left: values = rest + Σ profile[i mod period], by moving averages from the
// shortest period to the longest, twice over (the idea of MSTL: Bandara, Hyndman & Bergmeir 2021). Later cycles weigh
// more.
struct Seasons {
    struct Season {
        std::size_t period;
        std::vector<double> profile; // by index of the history modulo period; mean zero
    };
    std::vector<Season> seasons;
    std::vector<double> rest; // trend and noise
    // Of all seasons together at index `i` counted from the start of the history.
    [[nodiscard]] double at(std::size_t i) const;
};
// Periods that do not fit in twice are left out. `memory` is the share of weight a cycle keeps per cycle of age.
[[nodiscard]] Seasons seasonsOf(std::span<const double> values, std::span<const std::size_t> periods, double memory);

} // namespace wf::analysis
