// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wf::analysis {

// A linear regression on earlier values (ridge-shrunk, by least squares over at most the last 2,500 values), continued
// recursively and kept within one range of the history beyond its extremes, in as long a time as the history: what grows
// steadily goes on. Empty when the history is too short.
// `lags` ascending, ≥ 1.
[[nodiscard]] std::vector<double> autoregression(std::span<const double> values, std::span<const std::size_t> lags,
                                                 std::size_t horizon);

} // namespace wf::analysis
