// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wf::analysis {

// The season that shows in the steps of a series: the lag up to `longest` (and a quarter of the series) where their
// autocorrelation peaks above `least`; 0 when there is none, or fewer than 60 values.
[[nodiscard]] std::size_t visibleSeason(std::span<const double> values, std::size_t longest, double least = 0.4);

// The series without its season. The season may change slowly: at each phase it is the median of five cycles around,
// of the departure from a centred moving average over one period. Unchanged when there are not two whole periods.
[[nodiscard]] std::vector<double> withoutSeason(std::span<const double> values, std::size_t period);

} // namespace wf::analysis
