// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/budget/attribution.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

struct Touch {
    std::size_t incident;
    double ns;
};

double overlap(base::TimeRange a, base::TimeRange b)
{
    return static_cast<double>(std::max<qint64>(0, std::min(a.endNs, b.endNs) - std::max(a.startNs, b.startNs)));
}

// Bad events of a step; none where the total is not known.
double badOf(const EventCounts &counts, std::size_t i)
{
    const bool isKnown = std::isfinite(counts.total[i]) && i < counts.bad.size() && std::isfinite(counts.bad[i]);
    return isKnown ? std::clamp(counts.bad[i], 0.0, std::max(0.0, counts.total[i])) : 0.0;
}

// Which incidents touch each step. Incidents are few and steps in order: each finds its own.
std::vector<std::vector<Touch>> touches(const EventCounts &counts, const std::vector<base::TimeRange> &incidents)
{
    std::vector<std::vector<Touch>> out(counts.total.size());
    const auto n = static_cast<qint64>(out.size());
    for (std::size_t k = 0; k < incidents.size(); ++k) {
        const base::TimeRange &one = incidents[k];
        const qint64 first = std::clamp<qint64>((one.startNs - counts.startNs) / counts.stepNs, 0, n);
        const qint64 last = std::clamp<qint64>((one.endNs - counts.startNs) / counts.stepNs + 1, -1, n - 1);
        for (qint64 i = first; i <= last; ++i) {
            const qint64 end = counts.startNs + i * counts.stepNs;
            if (const double ns = overlap({end - counts.stepNs, end}, one); ns > 0)
                out[static_cast<std::size_t>(i)].push_back({k, ns});
        }
    }
    return out;
}

double usualShareOf(const EventCounts &counts, const std::vector<std::vector<Touch>> &touched)
{
    std::vector<double> shares;
    for (std::size_t i = 0; i < touched.size(); ++i)
        if (touched[i].empty() && counts.total[i] > 0)
            shares.push_back(badOf(counts, i) / counts.total[i]);
    if (shares.empty())
        return 0;
    const auto middle = shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2);
    std::ranges::nth_element(shares, middle);
    return *middle;
}

} // namespace

Attribution attributed(const EventCounts &counts, const std::vector<base::TimeRange> &incidents)
{
    Attribution out;
    out.bad.assign(incidents.size(), 0);
    if (counts.stepNs <= 0)
        return out;
    const auto touched = touches(counts, incidents);
    out.usualShare = usualShareOf(counts, touched);
    for (std::size_t i = 0; i < touched.size(); ++i) {
        const double bad = badOf(counts, i);
        double together = 0;
        for (const Touch &one : touched[i])
            together += one.ns;
        if (bad <= 0 || together <= 0) {
            out.unattributed += bad;
            continue;
        }
        const double free = std::max(0.0, 1 - together / static_cast<double>(counts.stepNs));
        const double usual = std::min(bad, free * out.usualShare * counts.total[i]);
        out.unattributed += usual;
        for (const Touch &one : touched[i])
            out.bad[one.incident] += (bad - usual) * one.ns / together;
    }
    return out;
}

} // namespace wf::analysis
