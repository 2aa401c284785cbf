// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace wf::analysis {

// A half-open range of indices of a history.
struct IndexRange {
    std::size_t from = 0;
    std::size_t to = 0;
};

// A history a method can work on.
struct History {
    std::vector<double> values; // without gaps; empty when nothing was usable
    std::size_t missing = 0;
    std::size_t masked = 0;
    std::optional<std::size_t> levelChange; // where the last clear step was; what came before was moved to its level
    double levelShift = 0;
    bool isAtMark = false; // it was at a mark (a deploy)
};
// `marks`: where a step is likely (deploys): a smaller one, twice as clear as the changes from cycle to cycle before
// it, is believed there. Gaps and masked ranges (incidents) take the value of the nearest cycle of the shortest period,
// or else a straight line.
[[nodiscard]] History preparedHistory(std::span<const double> values, std::span<const std::size_t> periods,
                                      std::span<const IndexRange> masked, std::span<const std::size_t> marks,
                                      const std::stop_token &stop);

} // namespace wf::analysis
