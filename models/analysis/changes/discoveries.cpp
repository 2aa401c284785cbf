// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changes/discoveries.h"

#include <algorithm>
#include <numeric>

namespace wf::analysis {

std::vector<double> falseDiscoveryRates(std::span<const double> p, std::size_t tested)
{
    const auto all = static_cast<double>(std::max(tested, p.size()));
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
    std::vector<double> out(p.size());
    double least = 1;
    for (std::size_t k = order.size(); k-- > 0;) {
        least = std::min(least, p[order[k]] * all / static_cast<double>(k + 1));
        out[order[k]] = least;
    }
    return out;
}

} // namespace wf::analysis
