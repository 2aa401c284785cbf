// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace wf::analysis {

// What is new in each sample of a series: what its trend, its season and its own memory do not foretell. Two series
// that have nothing to do with each other correlate by these all the time; their news do not.
struct Whitened {
    std::vector<double> news;     // as long as the series; mean 0, variance 1 over the samples there are; 0: none
    std::size_t samples = 0;      // of news
    std::array<double, 8> left{}; // autocorrelation of the news at lags 1, 2, …: what whitening has left
};

// Straight line and season (season.h) taken out, then an autoregression by Burg's method (1975) of the order that
// Akaike's criterion, corrected for small samples, chooses, over the steps of a series that wanders; news beyond five
// robust deviations (two plain ones, where that is more) are cut there. Gaps are
// bridged for the fit and have no news. None for fewer than forty samples, fewer than seven tenths of the grid, or a
// series whose news are nil.
[[nodiscard]] std::optional<Whitened> whitened(std::span<const double> values);

} // namespace wf::analysis
