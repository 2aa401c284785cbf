// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changes/departure.h"

#include "models/analysis/numbers/autocorrelation.h"
#include "models/analysis/numbers/gaps.h"
#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::analysis {

namespace {

constexpr std::size_t leastWithin = 4, leastBefore = 8;
constexpr double present = 0.5;       // share of samples there must be on the side that has the series
constexpr double absent = 0.1;        // and at most on the other
constexpr double floorOfUsual = 0.05; // times the usual value: less is no change worth a line
constexpr double presenceScore = 3;   // where appearing and vanishing stand among shifts
constexpr double mostSize = 1e6;

double nan()
{
    return std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> usable(std::span<const double> values)
{
    std::vector<double> out;
    out.reserve(values.size());
    std::ranges::copy_if(values, std::back_inserter(out), isUsable);
    return out;
}

// A clock, a disk that fills: judged by its steps, or everything of this kind would always have changed.
bool onlyGrows(std::span<const double> values)
{
    std::size_t up = 0, down = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        up += values[i] > values[i - 1];
        down += values[i] < values[i - 1];
    }
    const std::size_t moves = std::max(up, down);
    return std::min(up, down) == 0 && moves * 10 >= (values.size() - 1) * 8;
}

std::vector<double> stepsOf(std::span<const double> values)
{
    std::vector<double> out(values.size(), nan());
    for (std::size_t i = 1; i < values.size(); ++i)
        out[i] = values[i] - values[i - 1];
    return out;
}

// Samples that count as independent.
double effectiveCount(std::span<const double> values)
{
    const auto n = static_cast<double>(values.size());
    const auto lags = autocorrelation(values, 1);
    const double r = lags.size() > 1 ? std::clamp(lags[1] + 1 / n, 0.0, 0.95) : 0; // the estimate is short by 1/n
    return std::max(1.0, n * (1 - r) / (1 + r));
}

// How far medians of spans as long as the window lay from the median of the baseline, at most.
double wander(std::span<const double> before, std::size_t length)
{
    const double middle = median(before);
    double most = 0;
    const std::size_t stride = std::max<std::size_t>(1, length / 3);
    for (std::size_t at = 0; at + length <= before.size(); at += stride)
        most = std::max(most, std::fabs(median(before.subspan(at, length)) - middle));
    return most;
}

struct Ranked {
    double delta = 0; // Cliff's
    double p = 1;     // Mann-Whitney
    double distance = 0;
    double ksP = 1;
};

double kolmogorovTail(double lambda)
{
    if (lambda < 0.3)
        return 1;
    double sum = 0;
    for (int k = 1; k <= 40; ++k)
        sum += (k % 2 ? 2 : -2) * std::exp(-2.0 * k * k * lambda * lambda);
    return std::clamp(sum, 0.0, 1.0);
}

// Largest distance of the two distribution functions.
double distanceOf(std::vector<double> a, std::vector<double> b)
{
    std::ranges::sort(a);
    std::ranges::sort(b);
    double most = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const double at = std::min(a[i], b[j]);
        while (i < a.size() && a[i] <= at)
            ++i;
        while (j < b.size() && b[j] <= at)
            ++j;
        most = std::max(most, std::fabs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                        static_cast<double>(j) / static_cast<double>(b.size())));
    }
    return most;
}

Ranked rankTests(const std::vector<double> &before, const std::vector<double> &within)
{
    std::vector<double> all = within;
    all.insert(all.end(), before.begin(), before.end());
    const auto ranks = midRanks(all);
    const auto n = static_cast<double>(within.size()), m = static_cast<double>(before.size());
    double sum = 0;
    for (std::size_t i = 0; i < within.size(); ++i)
        sum += ranks[i];
    const double u = sum - n * (n + 1) / 2;
    // variance of the ranks themselves: corrects for ties by itself
    const double spread = standardDeviation(ranks);
    const double variance = n * m * (n + m) / (n + m - 1) * spread * spread / (n + m);
    Ranked out;
    out.delta = 2 * u / (n * m) - 1;
    const double nEff = effectiveCount(within), mEff = effectiveCount(before);
    const double shrink = std::sqrt((nEff * mEff / (nEff + mEff)) / (n * m / (n + m)));
    if (variance > 0)
        out.p = 2 * normalTail(std::fabs(u - n * m / 2) / std::sqrt(variance) * shrink);
    out.distance = distanceOf(before, within);
    const double root = std::sqrt(nEff * mEff / (nEff + mEff));
    out.ksP = kolmogorovTail((root + 0.12 + 0.11 / root) * out.distance);
    return out;
}

// A server shows a series for minutes after its last sample, and a window is rarely drawn to the second: what comes
// may have come a little earlier, and what goes must be gone in the second half.
std::optional<Departure> presence(std::span<const double> values, std::size_t first)
{
    const auto share = [](std::span<const double> part) {
        const auto n = std::ranges::count_if(part, isUsable);
        return part.empty() ? 0.0 : static_cast<double>(n) / static_cast<double>(part.size());
    };
    const auto before = values.first(first), within = values.subspan(first);
    Departure out;
    out.p = 0;
    if (share(before) <= absent && share(within) >= present) {
        out.kind = ChangeKind::Appeared;
        out.effect = 1;
        out.before = nan();
        out.within = median(usable(within));
        return out;
    }
    if (share(before) >= present && share(within) < present && share(within.subspan(within.size() / 2)) == 0) {
        out.kind = ChangeKind::Vanished;
        out.effect = -1;
        out.before = median(usable(before));
        out.within = nan();
        return out;
    }
    return std::nullopt;
}

} // namespace

double Departure::score() const
{
    return kind != ChangeKind::Shifted ? presenceScore : std::fabs(effect) * std::log2(1 + std::fabs(size));
}

std::optional<Departure> departure(std::span<const double> values, std::size_t first)
{
    first = std::min(first, values.size());
    if (auto out = presence(values, first))
        return out;
    auto before = usable(values.first(first));
    auto within = usable(values.subspan(first));
    if (before.size() < leastBefore || within.size() < leastWithin)
        return std::nullopt;
    Departure out;
    out.before = median(before);
    out.within = median(within);
    if (onlyGrows(before)) {
        const auto steps = stepsOf(values);
        out.isOfGrowth = true;
        before = usable(std::span(steps).first(first));
        within = usable(std::span(steps).subspan(first));
        if (before.size() < leastBefore || within.size() < leastWithin)
            return std::nullopt;
    }
    const double middle = median(before), there = median(within);
    const double quartiles = (quantile(before, 0.75) - quantile(before, 0.25)) / 1.349;
    const double unit = std::max({madScale(before), quartiles, wander(before, within.size()),
                                  floorOfUsual * std::max(std::fabs(middle), std::fabs(there))});
    out.size = unit > 0 ? std::clamp((there - middle) / unit, -mostSize, mostSize) : 0;
    const Ranked ranked = rankTests(before, within);
    out.effect = ranked.delta;
    out.p = std::min(1.0, 2 * std::min(ranked.p, ranked.ksP));
    return out;
}

std::vector<double> growthOf(std::span<const double> counter, double stepSeconds)
{
    std::vector<double> out(counter.size(), nan());
    for (std::size_t i = 1; i < counter.size(); ++i) {
        if (!isUsable(counter[i]) || !isUsable(counter[i - 1]))
            continue;
        const double grown = counter[i] >= counter[i - 1] ? counter[i] - counter[i - 1] : counter[i];
        out[i] = grown / stepSeconds;
    }
    return out;
}

} // namespace wf::analysis
