// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/budget/errorbudget.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::analysis {

namespace {

bool known(const EventCounts &c, std::size_t i)
{
    return std::isfinite(c.total[i]) && i < c.bad.size();
}

// A bad count may be absent where no failure series exists yet: that is none, as long as the total is known.
double badAt(const EventCounts &c, std::size_t i)
{
    return std::isfinite(c.bad[i]) ? std::clamp(c.bad[i], 0.0, std::max(0.0, c.total[i])) : 0.0;
}

} // namespace

Events eventsWithin(const EventCounts &counts, qint64 windowNs, qint64 endNs)
{
    Events out;
    if (counts.stepNs <= 0)
        return out;
    out.stepsAsked = static_cast<int>(std::max<qint64>(1, (windowNs + counts.stepNs / 2) / counts.stepNs));
    for (std::size_t i = 0; i < counts.total.size(); ++i) {
        const qint64 at = counts.startNs + static_cast<qint64>(i) * counts.stepNs;
        if (at > endNs || at <= endNs - static_cast<qint64>(out.stepsAsked) * counts.stepNs || !known(counts, i))
            continue;
        out.total += std::max(0.0, counts.total[i]);
        out.bad += badAt(counts, i);
        ++out.stepsKnown;
    }
    return out;
}

double budgetLeft(const Events &events, double target)
{
    const double allowed = events.total * (1 - target);
    return allowed > 0 ? 1 - events.bad / allowed : (events.bad > 0 ? -std::numeric_limits<double>::infinity() : 1.0);
}

double burnRate(const Events &events, double target)
{
    return target < 1 ? events.ratio() / (1 - target) : (events.bad > 0 ? std::numeric_limits<double>::infinity() : 0);
}

std::optional<qint64> timeToExhaustion(double left, double burn, qint64 windowNs)
{
    if (left <= 0)
        return 0;
    if (!(burn > 0) || !std::isfinite(burn))
        return std::nullopt;
    const double ns = left * static_cast<double>(windowNs) / burn;
    if (ns > 9e18)
        return std::nullopt;
    return static_cast<qint64>(ns);
}

std::vector<double> burnDown(const EventCounts &counts, double target, double expectedTotal)
{
    std::vector<double> out;
    out.reserve(counts.total.size());
    const double allowed = expectedTotal * (1 - target);
    double bad = 0;
    bool begun = false;
    for (std::size_t i = 0; i < counts.total.size(); ++i) {
        if (known(counts, i)) {
            bad += badAt(counts, i);
            begun = true;
        }
        out.push_back(begun && allowed > 0 ? 1 - bad / allowed : std::numeric_limits<double>::quiet_NaN());
    }
    return out;
}

std::vector<double> slidingBurn(const EventCounts &counts, double target, qint64 windowNs)
{
    std::vector<double> out;
    out.reserve(counts.total.size());
    const auto length = static_cast<std::size_t>(
        std::max<qint64>(1, (windowNs + counts.stepNs / 2) / std::max<qint64>(1, counts.stepNs)));
    double total = 0;
    double bad = 0;
    int have = 0;
    for (std::size_t i = 0; i < counts.total.size(); ++i) {
        if (known(counts, i)) {
            total += std::max(0.0, counts.total[i]);
            bad += badAt(counts, i);
            ++have;
        }
        if (i >= length && known(counts, i - length)) {
            total -= std::max(0.0, counts.total[i - length]);
            bad -= badAt(counts, i - length);
            --have;
        }
        Events e;
        e.total = std::max(0.0, total);
        e.bad = std::max(0.0, bad);
        out.push_back(have > 0 ? burnRate(e, target) : std::numeric_limits<double>::quiet_NaN());
    }
    return out;
}

} // namespace wf::analysis
