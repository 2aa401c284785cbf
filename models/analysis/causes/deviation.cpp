// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/causes/deviation.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr double usual = 5;        // scores that a good look at 2,000 quiet series still finds
constexpr double madToSd = 1.4826; // of a normal distribution
constexpr double fewValues = 4;    // the spread of a handful is known badly: of four it counts twice
constexpr double iqrToSd = 1 / 1.349;

// Sorts.
double quantile(std::vector<double> &values, double share)
{
    std::sort(values.begin(), values.end());
    const auto place = static_cast<std::size_t>(share * static_cast<double>(values.size()));
    return values[std::min(place, values.size() - 1)];
}

} // namespace

std::optional<Deviation> deviation(std::vector<double> before, const std::vector<double> &within, DeviationFloor floor)
{
    const auto isNan = [](double value) { return std::isnan(value); };
    std::erase_if(before, isNan);
    if (before.size() < 2)
        return std::nullopt;
    const double median = quantile(before, 0.5);
    const double spread = (quantile(before, 0.75) - quantile(before, 0.25)) * iqrToSd;
    for (double &value : before)
        value = std::abs(value - median);
    const double mad = quantile(before, 0.5) * madToSd;
    const double few = 1 + fewValues / static_cast<double>(before.size());
    const double unit = few * std::max(mad, spread) + floor.ofMedian * std::abs(median) + floor.absolute + 1e-9;

    std::optional<Deviation> found;
    for (const double value : within)
        if (!std::isnan(value) && (!found || std::abs(value - median) > std::abs(found->change)))
            found = Deviation{std::abs(value - median) / unit, value - median};
    return found;
}

double strengthOf(double score)
{
    return std::log10(1 + score * score / (usual * usual));
}

double surenessOf(double score)
{
    return score * score / (score * score + usual * usual);
}

} // namespace wf::analysis
