// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changes/folding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace wf::analysis {

namespace {

constexpr std::size_t mostCompared = 300; // representatives a series is compared with

// Mean 0 and length 1, so that the product of two is their correlation; all 0 for a flat one.
std::vector<float> normalised(const std::vector<float> &line)
{
    double sum = 0, n = 0;
    for (const float v : line)
        if (std::isfinite(v)) {
            sum += static_cast<double>(v);
            ++n;
        }
    const double middle = n > 0 ? sum / n : 0;
    double length = 0;
    std::vector<double> around(line.size(), 0);
    for (std::size_t i = 0; i < line.size(); ++i)
        if (std::isfinite(line[i])) {
            around[i] = static_cast<double>(line[i]) - middle;
            length += around[i] * around[i];
        }
    length = std::sqrt(length);
    std::vector<float> out(line.size(), 0);
    if (length > 0 && std::isfinite(length))
        for (std::size_t i = 0; i < line.size(); ++i)
            out[i] = static_cast<float>(around[i] / length);
    return out;
}

// What is present where, for series that come or go: their values say nothing.
std::vector<float> presenceOf(const std::vector<float> &line)
{
    std::vector<float> out(line.size());
    std::ranges::transform(line, out.begin(), [](float v) { return std::isfinite(v) ? 1.0F : 0.0F; });
    return out;
}

// The family of a histogram or summary is one name.
std::string_view familyOf(std::string_view name)
{
    for (const std::string_view end : {"_total", "_count", "_sum", "_bucket"})
        if (name.ends_with(end))
            return name.substr(0, name.size() - end.size());
    return name;
}

bool areNear(const base::Labels &a, const base::Labels &b)
{
    if (familyOf(a.metricName()) == familyOf(b.metricName()))
        return true;
    static constexpr std::array<std::string_view, 6> places{"pod",     "instance",     "container",
                                                            "service", "service_name", "job"};
    for (const std::string_view place : places)
        if (a.has(place) || b.has(place))
            return a.value(place) == b.value(place); // the narrowest place decides
    return false;
}

} // namespace

std::vector<std::size_t> folded(const std::vector<Foldable> &all, const std::stop_token &stop, double least)
{
    std::vector<std::size_t> out(all.size());
    struct Head {
        std::size_t index;
        std::vector<float> line;
    };
    std::vector<Head> heads;
    for (std::size_t i = 0; i < all.size(); ++i) {
        out[i] = i;
        if (stop.stop_requested())
            continue;
        auto line = normalised(all[i].kind == 0 ? all[i].line : presenceOf(all[i].line));
        const std::size_t compared = std::min(heads.size(), mostCompared);
        for (std::size_t h = 0; h < compared; ++h) {
            const Foldable &head = all[heads[h].index];
            if (head.kind != all[i].kind || heads[h].line.size() != line.size() || !areNear(head.labels, all[i].labels))
                continue;
            double product = 0;
            for (std::size_t k = 0; k < line.size(); ++k)
                product += static_cast<double>(line[k]) * static_cast<double>(heads[h].line[k]);
            if (product >= least) {
                out[i] = heads[h].index;
                break;
            }
        }
        if (out[i] == i)
            heads.push_back({i, std::move(line)});
    }
    return out;
}

} // namespace wf::analysis
