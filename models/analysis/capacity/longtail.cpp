// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/longtail.h"

#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t leastValues = 30;
constexpr double tailToBody = 2;

} // namespace

bool hasLongTail(std::span<const double> values)
{
    if (values.size() < leastValues)
        return false;
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    const double middle = sortedQuantile(sorted, 0.5);
    const double below = middle - sortedQuantile(sorted, 0.01), above = sortedQuantile(sorted, 0.99) - middle;
    return sorted.front() > 0 && below > 0 && above >= tailToBody * below;
}

ForecastsByScale forecastsByScales(std::span<const double> values, std::span<const std::size_t> periods,
                                   std::size_t horizon, bool longTail)
{
    ForecastsByScale out{forecastsByAll(values, periods, horizon), {}};
    if (!longTail || values.empty())
        return out;
    std::vector<double> logs(values.size());
    std::ranges::transform(values, logs.begin(), [](double v) { return std::log(v); });
    const auto [least, most] = std::ranges::minmax(logs);
    const double reach = most - least; // beyond the values seen: what exponents may do at most
    out.logarithms = forecastsByAll(logs, periods, horizon);
    for (auto &said : out.logarithms)
        for (double &v : said)
            v = std::clamp(v, least - reach, most + reach);
    return out;
}

} // namespace wf::analysis
