// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/comoves/whitening.h"

#include "models/analysis/numbers/autocorrelation.h"
#include "models/analysis/numbers/gaps.h"
#include "models/analysis/numbers/robust.h"
#include "models/analysis/numbers/season.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wf::analysis {

namespace {

constexpr std::size_t leastSamples = 40;
constexpr double leastShare = 0.7; // of the grid
constexpr std::size_t mostOrder = 8;
constexpr double cutAt = 5;     // robust deviations
constexpr double wanders = 0.9; // sum of weights beyond which a series has no level to return to

void takeOutLine(std::vector<double> &values)
{
    const auto n = static_cast<double>(values.size());
    const double middle = mean(values), centre = (n - 1) / 2;
    double up = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        up += (static_cast<double>(i) - centre) * (values[i] - middle);
    const double slope = up / (n * (n * n - 1) / 12);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] -= middle + slope * (static_cast<double>(i) - centre);
}

double powerOf(std::span<const double> values)
{
    double sum = 0;
    for (const double v : values)
        sum += v * v;
    return sum / static_cast<double>(std::max<std::size_t>(1, values.size()));
}

// Weights of the last 1, 2, … values in the next one.
std::vector<double> burg(const std::vector<double> &values)
{
    const std::size_t n = values.size();
    const auto count = static_cast<double>(n);
    std::vector<double> forward = values, backward = values, weights, best;
    double power = powerOf(values);
    if (!(power > 0))
        return {};
    double least = count * std::log(power);
    for (std::size_t order = 1; order <= std::min(mostOrder, n / 10); ++order) {
        double across = 0, along = 0;
        for (std::size_t t = order; t < n; ++t) {
            across += forward[t] * backward[t - 1];
            along += forward[t] * forward[t] + backward[t - 1] * backward[t - 1];
        }
        const double k = along > 0 ? 2 * across / along : 0;
        std::vector<double> next = weights;
        for (std::size_t i = 0; i < weights.size(); ++i)
            next[i] -= k * weights[weights.size() - 1 - i];
        next.push_back(k);
        weights = std::move(next);
        for (std::size_t t = n; t-- > order;) {
            const double f = forward[t], b = backward[t - 1];
            forward[t] = f - k * b;
            backward[t] = b - k * f;
        }
        power *= 1 - k * k;
        if (!(power > 0))
            return weights;
        const auto p = static_cast<double>(order);
        const double criterion = count * std::log(power) + 2 * p * count / (count - p - 2);
        if (criterion < least) {
            least = criterion;
            best = weights;
        }
    }
    return best;
}

// Steps instead of levels; a step needs both its ends.
void difference(std::vector<double> &values, std::vector<bool> &has)
{
    for (std::size_t i = values.size(); i-- > 1;) {
        values[i] -= values[i - 1];
        has[i] = has[i] && has[i - 1];
    }
    values.front() = 0;
    has.front() = false;
}

// What the weights do not foretell; the first ones are foretold by nothing and are left out.
std::vector<double> unforetold(const std::vector<double> &values, const std::vector<double> &weights)
{
    std::vector<double> out(values.size(), 0);
    for (std::size_t t = weights.size(); t < values.size(); ++t) {
        double foretold = 0;
        for (std::size_t i = 0; i < weights.size(); ++i)
            foretold += weights[i] * values[t - 1 - i];
        out[t] = values[t] - foretold;
    }
    return out;
}

// Cut, mean 0, variance 1 where there is a sample; false when nothing is new.
bool standardise(std::vector<double> &news, const std::vector<bool> &has, double usual)
{
    std::vector<double> there;
    for (std::size_t i = 0; i < news.size(); ++i)
        if (has[i])
            there.push_back(news[i]);
    const double middle = median(there);
    // Rare events have hardly any robust deviation: they are not cut to nothing.
    const double bound = std::max(cutAt * madScale(there), 2 * standardDeviation(there));
    for (double &v : there)
        v = std::clamp(v, middle - bound, middle + bound);
    const double centre = mean(there), spread = standardDeviation(there);
    if (!(spread > 1e-12 * usual))
        return false;
    for (std::size_t i = 0; i < news.size(); ++i)
        news[i] = has[i] ? (std::clamp(news[i], middle - bound, middle + bound) - centre) / spread : 0;
    return true;
}

} // namespace

std::optional<Whitened> whitened(std::span<const double> values)
{
    const auto there = static_cast<std::size_t>(std::ranges::count_if(values, isUsable));
    if (there < leastSamples || static_cast<double>(there) < leastShare * static_cast<double>(values.size()))
        return std::nullopt;
    std::vector<double> whole = filled(values).values;
    const double usual = std::sqrt(powerOf(whole));
    if (const std::size_t season = visibleSeason(whole, whole.size() / 4))
        whole = withoutSeason(whole, season);
    takeOutLine(whole);
    if (!(std::sqrt(powerOf(whole)) > 1e-12 * usual))
        return std::nullopt; // constant, or a straight line
    std::vector<bool> has(values.size());
    std::transform(values.begin(), values.end(), has.begin(), isUsable);
    auto weights = burg(whole);
    if (std::accumulate(weights.begin(), weights.end(), 0.0) > wanders) {
        difference(whole, has);
        weights = burg(whole);
    }
    Whitened out;
    out.news = unforetold(whole, weights);
    std::fill(has.begin(), has.begin() + static_cast<std::ptrdiff_t>(weights.size()), false);
    out.samples = static_cast<std::size_t>(std::ranges::count(has, true));
    if (!standardise(out.news, has, std::sqrt(powerOf(whole))))
        return std::nullopt;
    const auto left = autocorrelation(out.news, out.left.size());
    for (std::size_t i = 0; i < out.left.size() && i + 1 < left.size(); ++i)
        out.left[i] = left[i + 1];
    return out;
}

} // namespace wf::analysis
