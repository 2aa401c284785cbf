// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/rules/group.h"

#include "models/analysis/numbers/robust.h"

#include <cmath>

namespace wf::analysis {

namespace {

std::vector<std::size_t> neighbours(std::span<const std::vector<double>> points, std::size_t of, double reach)
{
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < points.size(); ++i) {
        double squares = 0;
        for (std::size_t d = 0; d < std::min(points[of].size(), points[i].size()); ++d)
            squares += (points[of][d] - points[i][d]) * (points[of][d] - points[i][d]);
        if (squares <= reach * reach)
            out.push_back(i);
    }
    return out;
}

} // namespace

std::optional<GroupBand> groupBand(std::span<const double> values, double deviations, double leastShare)
{
    if (values.size() < 4)
        return std::nullopt;
    const double middle = median(values);
    const double bound = std::max(deviations * madScale(values), leastShare * std::abs(middle));
    return GroupBand{middle, middle - bound, middle + bound};
}

std::vector<std::size_t> groupOutliers(std::span<const double> values, double deviations, double leastShare)
{
    std::vector<std::size_t> out;
    const auto band = groupBand(values, deviations, leastShare);
    for (std::size_t i = 0; band && i < values.size(); ++i)
        if (std::abs(values[i] - band->middle) > band->high - band->middle)
            out.push_back(i);
    return out;
}

std::vector<int> densityClusters(std::span<const std::vector<double>> points, double reach, std::size_t least)
{
    constexpr int noise = -1;
    constexpr int unseen = -2;
    std::vector<int> out(points.size(), unseen);
    int cluster = 0;
    for (std::size_t start = 0; start < points.size(); ++start) {
        if (out[start] != unseen)
            continue;
        auto open = neighbours(points, start, reach);
        if (open.size() < least) {
            out[start] = noise;
            continue;
        }
        out[start] = cluster;
        for (std::size_t next = 0; next < open.size(); ++next) {
            const std::size_t i = open[next];
            const bool isFresh = out[i] == unseen;
            if (out[i] < 0)
                out[i] = cluster;
            if (!isFresh)
                continue;
            const auto more = neighbours(points, i, reach);
            if (more.size() >= least)
                open.insert(open.end(), more.begin(), more.end());
        }
        ++cluster;
    }
    return out;
}

} // namespace wf::analysis
