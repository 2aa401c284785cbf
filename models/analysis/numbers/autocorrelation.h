// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wf::analysis {

// Autocorrelation at lags 0…`lags` with the whole sum of squares in the denominator (Box & Jenkins); all 0 but the
// first for a constant. Fewer lags when the series is shorter.
[[nodiscard]] std::vector<double> autocorrelation(std::span<const double> values, std::size_t lags);

} // namespace wf::analysis
