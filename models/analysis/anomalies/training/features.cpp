// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/training/features.h"

#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr double far = 10; // spreads: further makes no difference

} // namespace

FeatureScale FeatureScale::of(std::span<const double> values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const double spread = sortedQuantile(sorted, 0.95) - sortedQuantile(sorted, 0.05);
    return {sortedQuantile(sorted, 0.5), spread > 0 ? spread : 1};
}

std::vector<double> featureRow(std::span<const double> values, qint64 timeMs, const FeatureScale &scale,
                               std::span<const double> coMetrics)
{
    std::vector<double> out;
    if (values.size() < featureHistory + 1)
        return out;
    const auto scaled = [&scale](double v) { return std::clamp((v - scale.centre) / scale.spread, -far, far); };
    const std::size_t last = values.size() - 1;
    for (std::size_t lag = 0; lag <= featureLags; ++lag)
        out.push_back((scaled(values[last - lag]) + scaled(values[last - lag - 1]) + scaled(values[last - lag - 2])) /
                      3);
    out.push_back(scaled(values[last]) - scaled(values[last - 1]));
    constexpr qint64 dayMs = 86'400'000;
    const double angle = 2 * M_PI * static_cast<double>(((timeMs % dayMs) + dayMs) % dayMs) / dayMs;
    out.push_back(0.3 * std::sin(angle));
    out.push_back(0.3 * std::cos(angle));
    out.insert(out.end(), coMetrics.begin(), coMetrics.end());
    return out;
}

} // namespace wf::analysis
