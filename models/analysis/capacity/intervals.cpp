// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/intervals.h"

#include "models/analysis/numbers/robust.h"

#include <cmath>

namespace wf::analysis {

namespace {

constexpr double stretch = 1.1;

// |misses| of all origins in steps [from, to).
double pooledQuantile(const Mixture &mixture, std::size_t from, std::size_t to, double level)
{
    std::vector<double> all;
    for (const auto &origin : mixture.misses)
        for (std::size_t k = from; k < to; ++k)
            all.push_back(std::abs(origin[k]));
    const double n = static_cast<double>(mixture.misses.size());
    return quantile(all, std::min(1.0, level * (1 + 0.1 / n)));
}

} // namespace

std::vector<double> halfWidths(const Mixture &mixture, std::span<const double> values, std::size_t horizon,
                               double level)
{
    std::vector<double> out(horizon, 0);
    if (mixture.misses.empty()) {
        const double deviations = level >= 0.95 ? 2 : normalQuantile((1 + level) / 2);
        for (std::size_t k = 0; k < horizon; ++k)
            out[k] = deviations * standardDeviation(values) * std::sqrt(static_cast<double>(k + 1));
        return out;
    }
    const std::size_t seen = mixture.steps;
    const std::size_t blocks = std::min<std::size_t>(4, seen);
    double widest = 0;
    for (std::size_t b = 0; b < blocks; ++b) {
        const std::size_t from = b * seen / blocks;
        const std::size_t to = (b + 1) * seen / blocks;
        widest = std::max(widest, stretch * pooledQuantile(mixture, from, to, level)); // never narrower further ahead
        for (std::size_t k = from; k < std::min(to, horizon); ++k)
            out[k] = widest;
    }
    for (std::size_t k = seen; k < horizon; ++k)
        out[k] = widest * std::sqrt(static_cast<double>(k + 1) / static_cast<double>(seen));
    return out;
}

} // namespace wf::analysis
