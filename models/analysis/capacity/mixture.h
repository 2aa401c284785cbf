// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/capacity/methods.h"

#include <array>
#include <stop_token>

namespace wf::analysis {

// What every method said at earlier origins, and how the methods are weighted from that.
struct Mixture {
    std::array<double, forecastMethodCount> weights{}; // add up to 1
    // Of what methods say of logarithms: add up to 1 where the series has a long tail, and half of the mixture is
    // theirs; else all zero.
    std::array<double, forecastMethodCount> weightsOfLogarithms{};
    std::array<double, forecastMethodCount> errors{}; // mean absolute error over the origins; infinite = not applicable
    std::size_t origins = 0;
    std::size_t steps = 0;                   // how far ahead the origins could look
    double error = 0;                        // of the mixture
    double naiveError = 0;                   // of the better one of last value and seasonal naive
    double meanSize = 0;                     // mean |value| forecast, for accuracies
    std::vector<std::vector<double>> misses; // by origin: value − mixture at each step
};
[[nodiscard]] Mixture mixtureFor(std::span<const double> values, std::span<const std::size_t> periods,
                                 std::size_t horizon, const std::stop_token &stop);
[[nodiscard]] std::vector<double> mixedForecast(const Mixture &mixture, std::span<const double> values,
                                                std::span<const std::size_t> periods, std::size_t horizon);

} // namespace wf::analysis
