// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/numbers/season.h"

#include "models/analysis/numbers/autocorrelation.h"
#include "models/analysis/numbers/robust.h"

#include <numeric>

namespace wf::analysis {

namespace {

// Centred moving average over one period; the ends of an even window count half. Starts at values[period / 2].
std::vector<double> movingAverage(std::span<const double> values, std::size_t period)
{
    const std::size_t reach = period / 2;
    std::vector<double> out;
    for (std::size_t i = reach; i + reach < values.size(); ++i) {
        double sum = 0;
        for (std::size_t k = i - reach; k <= i + reach; ++k)
            sum += values[k];
        if (period % 2 == 0)
            sum -= (values[i - reach] + values[i + reach]) / 2;
        out.push_back(sum / static_cast<double>(period));
    }
    return out;
}

// Medians of five cycles around each, of one phase.
std::vector<double> slowMedians(const std::vector<double> &cycle)
{
    std::vector<double> out;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
        const std::size_t from = i < 2 ? 0 : i - 2;
        const std::size_t to = std::min(cycle.size(), i + 3);
        out.push_back(median(std::span(cycle).subspan(from, to - from)));
    }
    return out;
}

} // namespace

std::size_t visibleSeason(std::span<const double> values, std::size_t longest, double least)
{
    if (values.size() < 60)
        return 0;
    std::vector<double> steps(values.size());
    std::adjacent_difference(values.begin(), values.end(), steps.begin());
    const double robust = madScale(steps);
    const double bound = 4 * (robust > 0 ? robust : standardDeviation(steps)); // a few wild steps are no season
    for (double &s : steps)
        s = std::clamp(s, -bound, bound);
    const std::size_t lags = std::min(values.size() / 4, longest);
    const auto r = autocorrelation(std::span(steps).subspan(1), lags);
    std::size_t best = 0;
    for (std::size_t lag = 2; lag + 1 < r.size(); ++lag)
        if (r[lag] > least && r[lag] > r[lag - 1] && r[lag] >= r[lag + 1] && (best == 0 || r[lag] > r[best]))
            best = lag;
    return best;
}

std::vector<double> withoutSeason(std::span<const double> values, std::size_t period)
{
    std::vector<double> out(values.begin(), values.end());
    if (period < 2 || values.size() < 2 * period + 1)
        return out;
    const auto trend = movingAverage(values, period);
    const std::size_t offset = period / 2;
    for (std::size_t phase = 0; phase < period; ++phase) {
        const std::size_t first = phase >= offset ? phase : phase + (offset - phase + period - 1) / period * period;
        std::vector<double> cycle;
        for (std::size_t i = first; i < offset + trend.size(); i += period)
            cycle.push_back(values[i] - trend[i - offset]);
        if (cycle.empty())
            continue;
        const auto season = slowMedians(cycle);
        for (std::size_t i = phase; i < out.size(); i += period) {
            const std::size_t at = i < first ? 0 : std::min((i - first) / period, season.size() - 1);
            out[i] -= season[at];
        }
    }
    return out;
}

} // namespace wf::analysis
