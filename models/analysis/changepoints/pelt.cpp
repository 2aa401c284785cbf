// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changepoints/pelt.h"

#include <limits>

namespace wf::analysis {

namespace {

struct Candidate {
    std::size_t at;
    std::size_t useUntil; // no later end can gain from it
};

} // namespace

std::vector<std::size_t> pelt(const SegmentCost &cost, double penalty, std::size_t shortest,
                              const std::stop_token &stop)
{
    const std::size_t n = cost.size();
    shortest = std::max<std::size_t>(shortest, 1);
    if (n < 2 * shortest)
        return {};
    std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> before(n + 1, 0);
    best[0] = -penalty;
    std::vector<Candidate> open{{0, n + 1}};
    for (std::size_t to = shortest; to <= n; ++to) {
        if (stop.stop_requested())
            return {};
        if (to >= 2 * shortest)
            open.push_back({to - shortest, n + 1});
        for (const Candidate &c : open) {
            const double total = best[c.at] + cost(c.at, to) + penalty;
            if (total < best[to]) {
                best[to] = total;
                before[to] = c.at;
            }
        }
        for (Candidate &c : open)
            if (c.useUntil > n && best[c.at] + cost(c.at, to) > best[to])
                c.useUntil = to + shortest;
        std::erase_if(open, [to](const Candidate &c) { return c.useUntil <= to + 1; });
    }
    std::vector<std::size_t> out;
    for (std::size_t at = before[n]; at > 0; at = before[at])
        out.push_back(at);
    std::reverse(out.begin(), out.end());
    return out;
}

} // namespace wf::analysis
