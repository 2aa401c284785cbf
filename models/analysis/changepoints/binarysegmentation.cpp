// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changepoints/binarysegmentation.h"

#include "models/analysis/changepoints/ranktest.h"

namespace wf::analysis {

namespace {

// `split(from, to)` gives the index of the best split, or 0 for none. Depth is kept on a list: no recursion.
template<class Split>
std::vector<std::size_t> divided(std::size_t n, Split split)
{
    std::vector<std::size_t> out;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, n}};
    while (!open.empty()) {
        const auto [from, to] = open.back();
        open.pop_back();
        const std::size_t at = split(from, to);
        if (at == 0)
            continue;
        out.push_back(at);
        open.emplace_back(from, at);
        open.emplace_back(at, to);
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

std::vector<std::size_t> binarySegmentation(std::span<const double> values, std::size_t shortest, double share)
{
    const double threshold = splitThreshold(values.size(), share);
    return divided(values.size(), [&](std::size_t from, std::size_t to) -> std::size_t {
        const auto test = strongestSplit(values.subspan(from, to - from), shortest);
        return test.at > 0 && test.z > threshold ? from + test.at : 0;
    });
}

std::vector<std::size_t> binarySegmentation(const SegmentCost &cost, double penalty, std::size_t shortest)
{
    return divided(cost.size(), [&](std::size_t from, std::size_t to) -> std::size_t {
        const double whole = cost(from, to);
        double most = penalty;
        std::size_t best = 0;
        for (std::size_t at = from + shortest; at + shortest <= to; ++at) {
            const double saved = whole - cost(from, at) - cost(at, to);
            if (saved > most) {
                most = saved;
                best = at;
            }
        }
        return best;
    });
}

} // namespace wf::analysis
