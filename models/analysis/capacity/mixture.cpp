// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/mixture.h"

#include "models/analysis/capacity/longtail.h"

#include <cmath>
#include <limits>

namespace wf::analysis {

namespace {

using Values = std::span<const double>;
using Periods = std::span<const std::size_t>;
using Said = ForecastsByMethod;
using Errors = std::array<double, forecastMethodCount>;

constexpr std::size_t mostOrigins = 12;
constexpr double sharpness = 8;  // weight ∝ error^−sharpness
constexpr double recency = 0.75; // what an origin counts of the next later one
constexpr double infinite = std::numeric_limits<double>::infinity();

double meanMiss(const std::vector<double> &said, Values truth)
{
    if (said.size() < truth.size())
        return infinite;
    double sum = 0;
    for (std::size_t k = 0; k < truth.size(); ++k)
        sum += std::abs(truth[k] - said[k]);
    return sum / static_cast<double>(truth.size());
}

std::vector<double> mixed(const Errors &weights, const Said &said, std::size_t horizon)
{
    std::vector<double> out(horizon, 0);
    double all = 0;
    for (std::size_t m = 0; m < forecastMethodCount; ++m) {
        if (said[m].size() < horizon || weights[m] <= 0)
            continue;
        all += weights[m];
        for (std::size_t k = 0; k < horizon; ++k)
            out[k] += weights[m] * said[m][k];
    }
    for (double &v : out)
        v = all > 0 ? v / all : said[0].front();
    return out;
}

// Logarithms alone forget bursts, values alone follow them: half of both.
std::vector<double> mixed(const Mixture &mixture, const ForecastsByScale &said, std::size_t horizon)
{
    auto out = mixed(mixture.weights, said.values, horizon);
    if (said.logarithms[0].empty())
        return out;
    const auto logs = mixed(mixture.weightsOfLogarithms, said.logarithms, horizon);
    for (std::size_t k = 0; k < horizon; ++k)
        out[k] = out[k] / 2 + std::exp(logs[k]) / 2;
    return out;
}

// By the errors at the origins, of which later ones count more.
Errors weightsBy(const Errors &errors)
{
    Errors out{};
    const double least = *std::min_element(errors.begin(), errors.end());
    double all = 0;
    for (std::size_t m = 0; m < forecastMethodCount; ++m) {
        const double ratio = least > 0 ? errors[m] / least : (errors[m] > 0 ? infinite : 1.0);
        out[m] = ratio < 2 ? std::pow(ratio, -sharpness) : 0;
        all += out[m];
    }
    for (double &w : out)
        w /= all;
    return out;
}

// What was said at earlier origins, the latest first, and what came.
struct Tries {
    std::vector<ForecastsByScale> said;
    std::vector<Values> came;
    std::vector<std::vector<double>> cameInLogarithms;
};

// Mean error of each method; a try counts `share` of the next later one.
Errors errorsOf(const Tries &tries, bool ofLogarithms, double share)
{
    Errors out;
    out.fill(infinite);
    for (std::size_t m = 0; m < forecastMethodCount; ++m) {
        double sum = 0, counts = 1, all = 0;
        for (std::size_t o = 0; o < tries.said.size(); ++o) {
            sum += counts * (ofLogarithms ? meanMiss(tries.said[o].logarithms[m], tries.cameInLogarithms[o])
                                          : meanMiss(tries.said[o].values[m], tries.came[o]));
            all += counts;
            counts *= share;
        }
        if (all > 0)
            out[m] = sum / all;
    }
    return out;
}

Tries triesOf(Values values, Periods periods, std::size_t steps, bool longTail, const std::stop_token &stop)
{
    Tries out;
    const std::size_t n = values.size(), stride = std::max<std::size_t>(1, steps / 2);
    for (std::size_t o = 0; o < mostOrigins && n > steps + o * stride; ++o) {
        const std::size_t at = n - steps - o * stride;
        if (at < std::max<std::size_t>(3, n / 3) || stop.stop_requested())
            break;
        out.said.push_back(forecastsByScales(values.first(at), periods, steps, longTail));
        out.came.push_back(values.subspan(at, steps));
        auto &logs = out.cameInLogarithms.emplace_back();
        for (std::size_t k = at; longTail && k < at + steps; ++k)
            logs.push_back(std::log(values[k]));
    }
    return out;
}

} // namespace

Mixture mixtureFor(Values values, Periods periods, std::size_t horizon, const std::stop_token &stop)
{
    Mixture out;
    out.steps = std::max<std::size_t>(1, std::min(horizon, values.size() / 4));
    const bool longTail = hasLongTail(values);
    const Tries tries = triesOf(values, periods, out.steps, longTail, stop);
    out.origins = tries.said.size();
    out.errors = errorsOf(tries, false, 1);
    Errors recent = errorsOf(tries, false, recency);
    if (out.origins == 0)
        recent[0] = out.errors[0] = 1;
    out.weights = weightsBy(recent);
    if (longTail)
        out.weightsOfLogarithms = out.origins == 0 ? out.weights : weightsBy(errorsOf(tries, true, recency));
    out.naiveError = std::min(out.errors[0], out.errors[static_cast<std::size_t>(ForecastMethod::SeasonalNaive)]);
    double misses = 0, size = 0, count = 0;
    for (std::size_t o = 0; o < out.origins; ++o) {
        const auto mix = mixed(out, tries.said[o], out.steps);
        auto &row = out.misses.emplace_back();
        for (std::size_t k = 0; k < out.steps; ++k) {
            row.push_back(tries.came[o][k] - mix[k]);
            misses += std::abs(row.back());
            size += std::abs(tries.came[o][k]);
            ++count;
        }
    }
    out.error = count > 0 ? misses / count : 0;
    out.meanSize = count > 0 ? size / count : 0;
    return out;
}

std::vector<double> mixedForecast(const Mixture &mixture, Values values, Periods periods, std::size_t horizon)
{
    return mixed(mixture, forecastsByScales(values, periods, horizon, hasLongTail(values)), horizon);
}

} // namespace wf::analysis
