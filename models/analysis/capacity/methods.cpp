// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/methods.h"

#include "models/analysis/capacity/autoregression.h"
#include "models/analysis/capacity/seasons.h"
#include "models/analysis/capacity/smoothing.h"
#include "models/analysis/numbers/robust.h"

#include <set>

namespace wf::analysis {

namespace {

using Values = std::span<const double>;
using Periods = std::span<const std::size_t>;

std::size_t longestThatFits(Values values, Periods periods, std::size_t cycles)
{
    std::size_t out = 0;
    for (const std::size_t p : periods)
        if (p > 1 && values.size() >= cycles * p)
            out = p;
    return out;
}

std::size_t shortestSeason(Periods periods)
{
    for (const std::size_t p : periods)
        if (p > 1)
            return p;
    return 0;
}

std::vector<double> lastCycle(Values values, std::size_t period, std::size_t horizon)
{
    std::vector<double> out;
    if (period < 2 || values.size() < period)
        return out;
    for (std::size_t k = 0; k < horizon; ++k)
        out.push_back(values[values.size() - period + k % period]);
    return out;
}

std::vector<double> seasonalMean(Values values, std::size_t period, std::size_t horizon)
{
    std::vector<double> out;
    if (period < 2 || values.size() < 2 * period)
        return out;
    const std::size_t cycles = std::min<std::size_t>(4, values.size() / period);
    for (std::size_t k = 0; k < horizon; ++k) {
        double sum = 0;
        for (std::size_t c = 1; c <= cycles; ++c)
            sum += values[values.size() - c * period + k % period];
        out.push_back(sum / static_cast<double>(cycles));
    }
    return out;
}

std::vector<double> seasonalMedian(Values values, std::size_t period, std::size_t horizon)
{
    std::vector<double> out;
    if (period < 2)
        return out;
    const std::size_t cycles = std::min<std::size_t>(8, values.size() / period);
    std::vector<double> alike(cycles);
    for (std::size_t k = 0; k < horizon; ++k) {
        for (std::size_t c = 0; c < cycles; ++c)
            alike[c] = values[values.size() - (c + 1) * period + k % period];
        out.push_back(median(alike));
    }
    return out;
}

std::vector<double> withSeasons(const Seasons &seasons, std::vector<double> rest)
{
    for (std::size_t k = 0; k < rest.size(); ++k)
        rest[k] += seasons.at(seasons.rest.size() + k);
    return rest;
}

std::vector<double> restForecast(ForecastMethod method, Values rest, std::size_t horizon)
{
    switch (method) {
    case ForecastMethod::SeasonalDamped: {
        const auto fit = fittedSmoothing(rest, true);
        std::vector<double> out;
        for (std::size_t k = 1; k <= horizon; ++k)
            out.push_back(fit.ahead(k));
        return out;
    }
    case ForecastMethod::SeasonalTheta:
        return theta(rest, horizon);
    default:
        return std::vector<double>(horizon, mean(rest));
    }
}

constexpr double seasonMemory = 0.7;

// Whether the method takes the seasons out first.
bool isOfTheRest(ForecastMethod method)
{
    return method == ForecastMethod::SeasonalDamped || method == ForecastMethod::SeasonalTheta ||
           method == ForecastMethod::LongRun;
}

std::vector<std::size_t> lagsFor(Values values, Periods periods)
{
    std::set<std::size_t> lags{1, 2, 3};
    for (const std::size_t p : periods) {
        if (p < 2 || values.size() < 3 * p + 20)
            continue;
        for (const std::size_t lag : {p - 1, p, p + 1, 2 * p})
            if (lag > 0)
                lags.insert(lag);
    }
    return {lags.begin(), lags.end()};
}

std::vector<double> byChanges(Values values, Periods periods, std::size_t horizon)
{
    const std::size_t period = shortestSeason(periods);
    if (period == 0 || values.size() < 4 * period)
        return {};
    std::vector<double> changes;
    for (std::size_t i = period; i < values.size(); ++i)
        changes.push_back(values[i] - values[i - period]);
    const auto ahead = autoregression(changes, lagsFor(changes, periods), horizon);
    std::vector<double> out;
    for (std::size_t k = 0; k < ahead.size(); ++k)
        out.push_back(ahead[k] + (k < period ? values[values.size() - period + k] : out[k - period]));
    return out;
}

std::vector<double> withDrift(Values values, std::size_t horizon)
{
    if (values.size() < 2)
        return {};
    const double step = (values.back() - values.front()) / static_cast<double>(values.size() - 1) / 2;
    std::vector<double> out;
    for (std::size_t k = 1; k <= horizon; ++k)
        out.push_back(values.back() + step * static_cast<double>(k));
    return out;
}

} // namespace

const char *forecastMethodName(ForecastMethod method)
{
    static constexpr const char *names[forecastMethodCount] = {"last value",        "drift",
                                                               "seasonal naive",    "seasonal mean",
                                                               "seasonal median",   "seasons and damped trend",
                                                               "seasons and theta", "seasons and long-run mean",
                                                               "autoregression",    "seasonal changes"};
    return names[static_cast<std::size_t>(method)];
}

ForecastsByMethod forecastsByAll(Values values, Periods periods, std::size_t horizon)
{
    ForecastsByMethod out;
    if (values.empty())
        return out;
    const auto seasons = seasonsOf(values, periods, seasonMemory);
    for (std::size_t m = 0; m < forecastMethodCount; ++m) {
        const auto method = static_cast<ForecastMethod>(m);
        out[m] = isOfTheRest(method) ? withSeasons(seasons, restForecast(method, seasons.rest, horizon))
                                     : forecastBy(method, values, periods, horizon);
    }
    return out;
}

std::vector<double> forecastBy(ForecastMethod method, Values values, Periods periods, std::size_t horizon)
{
    if (values.empty())
        return {};
    switch (method) {
    case ForecastMethod::LastValue:
        return std::vector<double>(horizon, values.back());
    case ForecastMethod::Drift:
        return withDrift(values, horizon);
    case ForecastMethod::SeasonalNaive:
        return lastCycle(values, shortestSeason(periods), horizon);
    case ForecastMethod::SeasonalMean:
        return seasonalMean(values, longestThatFits(values, periods, 2), horizon);
    case ForecastMethod::SeasonalMedian:
        return seasonalMedian(values, longestThatFits(values, periods, 4), horizon);
    case ForecastMethod::Autoregression:
        return autoregression(values, lagsFor(values, periods), horizon);
    case ForecastMethod::SeasonalChanges:
        return byChanges(values, periods, horizon);
    default:
        break;
    }
    const auto seasons = seasonsOf(values, periods, seasonMemory);
    return withSeasons(seasons, restForecast(method, seasons.rest, horizon));
}

} // namespace wf::analysis
