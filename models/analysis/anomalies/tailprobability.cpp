// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/tailprobability.h"

#include "models/analysis/anomalies/departurescale.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr double tailShare = 0.02;
constexpr double rarest = 12;

struct Tail {
    double from;
    double mean; // of what exceeds `from`
};

// As many values again as typical ones keep one wild value from blinding the tail, and few values from a mean of zero.
Tail tailOf(const SizeWindow &sizes)
{
    const double from = sizes.quantile(1 - tailShare);
    const double usual = std::max(from - sizes.quantile(0.5), 1e-300) / 3;
    double sum = 4 * usual;
    double count = 4;
    for (std::size_t i = sizes.size(); i > 0 && sizes.at(i - 1) > from; --i) {
        sum += std::min(sizes.at(i - 1) - from, 10 * usual);
        ++count;
    }
    return {from, sum / count};
}

} // namespace

double rarity(const SizeWindow &sizes, double departure)
{
    if (sizes.size() < leastDepartures)
        return 0;
    const double size = std::abs(departure);
    const Tail tail = tailOf(sizes);
    double out = 0;
    if (size > tail.from) {
        out = -std::log10(tailShare) + (size - tail.from) / tail.mean / std::log(10.0);
    } else {
        const double reached = static_cast<double>(sizes.size() - sizes.below(size));
        out = std::min(-std::log10(tailShare), -std::log10((reached + 0.5) / (static_cast<double>(sizes.size()) + 1)));
    }
    return std::clamp(out, 0.0, rarest);
}

double sizeExceededWith(const SizeWindow &sizes, double probability)
{
    if (sizes.size() == 0)
        return 0;
    if (probability >= tailShare)
        return sizes.quantile(1 - probability);
    const Tail tail = tailOf(sizes);
    return tail.from + tail.mean * std::log(tailShare / probability);
}

} // namespace wf::analysis
