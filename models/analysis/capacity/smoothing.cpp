// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/smoothing.h"

#include "models/analysis/numbers/robust.h"

#include <array>
#include <cmath>

namespace wf::analysis {

namespace {

double slopeOf(std::span<const double> values)
{
    const double middle = (static_cast<double>(values.size()) - 1) / 2;
    double ty = 0, tt = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double t = static_cast<double>(i) - middle;
        ty += t * values[i];
        tt += t * t;
    }
    return tt > 0 ? ty / tt : 0;
}

constexpr std::array<double, 4> trends{0.01, 0.05, 0.2, 0.5};
constexpr std::array<double, 3> dampings{0.85, 0.95, 0.98};

void keepBetter(Smoothing &best, std::span<const double> values, double level, double trend, double damping)
{
    const auto tried = smoothed(values, level, trend, damping);
    if (tried.squaredError < best.squaredError)
        best = tried;
}

struct Start {
    double level = 0;
    double trend = 0;
};

// Where smoothing begins: a line through the first ten values.
Start startOf(std::span<const double> values, double damping)
{
    const std::size_t start = std::min<std::size_t>(values.size(), 10);
    const double trend = damping > 0 && start > 1 ? slopeOf(values.first(start)) : 0;
    return {mean(values.first(start)) - trend * static_cast<double>(start) / 2, trend};
}

// All combinations of trends and dampings at once: as smoothed(), but none waits for the other.
void keepBestTrend(Smoothing &best, std::span<const double> values, double level)
{
    constexpr std::size_t count = trends.size() * dampings.size();
    const Start start = startOf(values, 1);
    std::array<double, count> l{}, b{}, rate{}, damp{}, error{};
    for (std::size_t i = 0; i < count; ++i) {
        l[i] = start.level;
        b[i] = start.trend;
        rate[i] = level * trends[i / dampings.size()];
        damp[i] = dampings[i % dampings.size()];
    }
    for (const double y : values)
        for (std::size_t i = 0; i < count; ++i) {
            const double expected = l[i] + damp[i] * b[i];
            const double miss = y - expected;
            l[i] = expected + level * miss;
            b[i] = damp[i] * b[i] + rate[i] * miss;
            error[i] += miss * miss;
        }
    for (std::size_t i = 0; i < count; ++i)
        if (error[i] < best.squaredError)
            best = {level, trends[i / dampings.size()], damp[i], error[i], l[i], b[i]};
}

} // namespace

double Smoothing::ahead(std::size_t steps) const
{
    const double k = static_cast<double>(steps);
    const double reach = damping >= 1 ? k : damping * (1 - std::pow(damping, k)) / (1 - damping);
    return lastLevel + lastTrend * reach;
}

Smoothing smoothed(std::span<const double> values, double level, double trend, double damping)
{
    Smoothing out{level, trend, damping, 0, 0, 0};
    if (values.empty())
        return out;
    auto [l, b] = startOf(values, damping);
    for (const double y : values) {
        const double expected = l + damping * b;
        const double error = y - expected;
        l = expected + level * error;
        b = damping * b + level * trend * error;
        out.squaredError += error * error;
    }
    out.lastLevel = l;
    out.lastTrend = b;
    return out;
}

Smoothing fittedSmoothing(std::span<const double> values, bool mayTrend)
{
    Smoothing best = smoothed(values, 0.3, 0, 0);
    for (const double level : {0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95}) {
        keepBetter(best, values, level, 0, 0);
        if (mayTrend)
            keepBestTrend(best, values, level);
    }
    for (const double factor : {0.75, 1.25})
        keepBetter(best, values, std::min(0.999, best.level * factor), best.trend, best.damping);
    return best;
}

std::vector<double> theta(std::span<const double> values, std::size_t horizon)
{
    const auto level = fittedSmoothing(values, false);
    const double drift = values.size() > 2 ? slopeOf(values) / 2 : 0;
    const double n = static_cast<double>(values.size());
    const double carried = (1 - std::pow(1 - level.level, n)) / level.level;
    std::vector<double> out;
    for (std::size_t k = 0; k < horizon; ++k)
        out.push_back(level.lastLevel + drift * (static_cast<double>(k) + carried));
    return out;
}

} // namespace wf::analysis
