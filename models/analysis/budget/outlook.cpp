// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/budget/outlook.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

std::optional<Interval> shareInterval(double bad, double total)
{
    if (!(total > 0) || !(bad >= 0))
        return std::nullopt;
    constexpr double z = 1.959963984540054; // 97.5 % of the normal distribution
    const double p = std::min(1.0, bad / total);
    const double scale = 1 + z * z / total;
    const double centre = (p + z * z / (2 * total)) / scale;
    const double half = z / scale * std::sqrt(p * (1 - p) / total + z * z / (4 * total * total));
    return Interval{std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

double fewestEvents(double target, double factor)
{
    return factor > 0 && target < 1 ? 1 / (factor * (1 - target)) : 0;
}

std::optional<qint64> recoveryTime(const EventCounts &counts, double target)
{
    double total = 0;
    double bad = 0;
    const auto badAt = [&](std::size_t i) {
        return std::isfinite(counts.total[i]) && std::isfinite(counts.bad[i]) ? std::max(0.0, counts.bad[i]) : 0.0;
    };
    for (std::size_t i = 0; i < counts.total.size(); ++i) {
        total += std::isfinite(counts.total[i]) ? std::max(0.0, counts.total[i]) : 0.0;
        bad += badAt(i);
    }
    const double allowed = total * (1 - target);
    for (std::size_t i = 0; i <= counts.total.size(); ++i) {
        if (bad <= allowed)
            return static_cast<qint64>(i) * counts.stepNs;
        if (i < counts.total.size())
            bad -= badAt(i);
    }
    return std::nullopt;
}

double leftAtEnd(double soFar, double lately, qint64 elapsedNs, qint64 lengthNs, double target)
{
    const double length = static_cast<double>(std::max<qint64>(1, lengthNs));
    const double passed = std::clamp(static_cast<double>(elapsedNs) / length, 0.0, 1.0);
    return 1 - (soFar * passed + lately * (1 - passed)) / (1 - target);
}

} // namespace wf::analysis
