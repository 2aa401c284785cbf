// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/seasons.h"

namespace wf::analysis {

namespace {

// Centred mean over one period, at the ends over what there is of it shifted inwards.
std::vector<double> slowPart(const std::vector<double> &values, std::size_t period)
{
    const std::size_t n = values.size();
    std::vector<double> sums(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i)
        sums[i + 1] = sums[i] + values[i];
    std::vector<double> out(n);
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t from = std::min(i > period / 2 ? i - period / 2 : 0, n - period);
        out[i] = (sums[from + period] - sums[from]) / static_cast<double>(period);
    }
    return out;
}

std::vector<double> profileOf(const std::vector<double> &departures, std::size_t period, double memory)
{
    const std::size_t n = departures.size();
    std::vector<double> sum(period, 0), weight(period, 0);
    double w = 1;
    for (std::size_t back = 0; back < n; ++back) {
        const std::size_t i = n - 1 - back;
        if (back > 0 && back % period == 0)
            w *= memory;
        sum[i % period] += w * departures[i];
        weight[i % period] += w;
    }
    double all = 0;
    for (std::size_t p = 0; p < period; ++p) {
        sum[p] /= weight[p];
        all += sum[p];
    }
    for (double &s : sum)
        s -= all / static_cast<double>(period);
    return sum;
}

} // namespace

double Seasons::at(std::size_t i) const
{
    double sum = 0;
    for (const Season &s : seasons)
        sum += s.profile[i % s.period];
    return sum;
}

Seasons seasonsOf(std::span<const double> values, std::span<const std::size_t> periods, double memory)
{
    Seasons out;
    out.rest.assign(values.begin(), values.end());
    for (const std::size_t period : periods)
        if (period > 1 && values.size() >= 2 * period)
            out.seasons.push_back({period, std::vector<double>(period, 0)});
    const int rounds = out.seasons.size() > 1 ? 2 : 1;
    for (int round = 0; round < rounds; ++round)
        for (auto &season : out.seasons) {
            for (std::size_t i = 0; i < out.rest.size(); ++i)
                out.rest[i] += season.profile[i % season.period];
            auto departures = slowPart(out.rest, season.period);
            for (std::size_t i = 0; i < out.rest.size(); ++i)
                departures[i] = out.rest[i] - departures[i];
            season.profile = profileOf(departures, season.period, memory);
            for (std::size_t i = 0; i < out.rest.size(); ++i)
                out.rest[i] -= season.profile[i % season.period];
        }
    return out;
}

} // namespace wf::analysis
