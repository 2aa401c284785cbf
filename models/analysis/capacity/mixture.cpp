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

std::vector<double> mixed(const Mixture &mixture, const Said &said, std::size_t horizon)
{
    std::vector<double> out(horizon, 0);
    double all = 0;
    for (std::size_t m = 0; m < forecastMethodCount; ++m) {
        if (said[m].size() < horizon || mixture.weights[m] <= 0)
            continue;
        all += mixture.weights[m];
        for (std::size_t k = 0; k < horizon; ++k)
            out[k] += mixture.weights[m] * said[m][k];
    }
    for (double &v : out)
        v = all > 0 ? v / all : said[0].front();
    return out;
}

using Errors = std::array<double, forecastMethodCount>;

// By the errors at the origins, of which later ones count more.
void weigh(Mixture &out, const Errors &errors)
{
    const double least = *std::min_element(errors.begin(), errors.end());
    double all = 0;
    for (std::size_t m = 0; m < forecastMethodCount; ++m) {
        const double ratio = least > 0 ? errors[m] / least : (errors[m] > 0 ? infinite : 1.0);
        out.weights[m] = ratio < 2 ? std::pow(ratio, -sharpness) : 0;
        all += out.weights[m];
    }
    for (double &w : out.weights)
        w /= all;
}

} // namespace

Mixture mixtureFor(Values values, Periods periods, std::size_t horizon, const std::stop_token &stop)
{
    Mixture out;
    const std::size_t n = values.size();
    out.steps = std::max<std::size_t>(1, std::min(horizon, n / 4));
    const std::size_t stride = std::max<std::size_t>(1, out.steps / 2);
    const bool longTail = hasLongTail(values);
    std::vector<Said> said;
    std::vector<std::size_t> from;
    for (std::size_t o = 0; o < mostOrigins && n > out.steps + o * stride; ++o) {
        const std::size_t at = n - out.steps - o * stride;
        if (at < std::max<std::size_t>(3, n / 3) || stop.stop_requested())
            break;
        said.push_back(forecastsByScales(values.first(at), periods, out.steps, longTail));
        from.push_back(at);
    }
    out.origins = said.size();
    out.errors.fill(infinite);
    Errors recent = out.errors;
    for (std::size_t m = 0; m < forecastMethodCount && out.origins > 0; ++m) {
        double sum = 0, later = 0, share = 1, shares = 0;
        for (std::size_t o = 0; o < out.origins; ++o) {
            const double miss = meanMiss(said[o][m], values.subspan(from[o], out.steps));
            sum += miss;
            later += share * miss;
            shares += share;
            share *= recency;
        }
        out.errors[m] = sum / static_cast<double>(out.origins);
        recent[m] = later / shares;
    }
    if (out.origins == 0)
        recent[0] = out.errors[0] = 1;
    weigh(out, recent);
    out.naiveError = std::min(out.errors[0], out.errors[static_cast<std::size_t>(ForecastMethod::SeasonalNaive)]);
    double misses = 0, size = 0, count = 0;
    for (std::size_t o = 0; o < out.origins; ++o) {
        const auto mix = mixed(out, said[o], out.steps);
        auto &row = out.misses.emplace_back();
        for (std::size_t k = 0; k < out.steps; ++k) {
            row.push_back(values[from[o] + k] - mix[k]);
            misses += std::abs(row.back());
            size += std::abs(values[from[o] + k]);
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
