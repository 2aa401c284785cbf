// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changepoints/binarysegmentation.h"
#include "models/analysis/changepoints/changemodels_p.h"
#include "models/analysis/changepoints/pelt.h"
#include "models/analysis/changepoints/ranktest.h"
#include "models/analysis/numbers/robust.h"

#include <cmath>

namespace wf::analysis {

namespace {

std::vector<double> scaled(const std::vector<double> &values)
{
    const double middle = mean(values);
    const double spread = standardDeviation(values);
    std::vector<double> out;
    out.reserve(values.size());
    for (const double v : values)
        out.push_back(spread > 0 ? (v - middle) / spread : 0);
    return out;
}

struct Line {
    double level = 0; // at the middle
    double slope = 0;
    double middle = 0;
    double spread = 0; // of the departures
    std::size_t count = 0;
    [[nodiscard]] double at(double t) const { return level + slope * (t - middle); }
    // Standard error of at(t).
    [[nodiscard]] double error(double t) const
    {
        const double n = static_cast<double>(count);
        return count < 3 ? 0 : spread * std::sqrt(1 / n + (t - middle) * (t - middle) / (n * (n * n - 1) / 12));
    }
};

Line lineThrough(std::span<const double> values, std::size_t from, std::size_t to)
{
    Line out;
    out.count = to - from;
    out.middle = static_cast<double>(from + to - 1) / 2;
    out.level = mean(values.subspan(from, to - from));
    double ty = 0, tt = 0, rest = 0;
    for (std::size_t i = from; i < to; ++i) {
        const double t = static_cast<double>(i) - out.middle;
        ty += t * (values[i] - out.level);
        tt += t * t;
    }
    out.slope = tt > 0 ? ty / tt : 0;
    for (std::size_t i = from; i < to; ++i) {
        const double d = values[i] - out.at(static_cast<double>(i));
        rest += d * d;
    }
    out.spread = to - from > 2 ? std::sqrt(rest / static_cast<double>(to - from - 2)) : 0;
    return out;
}

std::vector<double> departures(std::span<const double> values, const Line &line, std::size_t from, std::size_t to)
{
    std::vector<double> out;
    for (std::size_t i = from; i < to; ++i)
        out.push_back(values[i] - line.at(static_cast<double>(i)));
    return out;
}

bool holdsNear(const std::vector<std::size_t> &found, std::size_t at, std::size_t reach)
{
    return std::any_of(found.begin(), found.end(), [=](std::size_t x) { return (x > at ? x - at : at - x) <= reach; });
}

} // namespace

std::vector<ChangePoint> trendChanges(std::span<const std::vector<double>> series, const ChangeSettings &settings,
                                      const std::stop_token &stop)
{
    const std::size_t n = series.front().size();
    const double size = static_cast<double>(n);
    const std::size_t shortest = std::max<std::size_t>(2, std::min(settings.shortest, n / 3));
    auto first = scaled(series.front());
    double noise = noiseScale(first);
    double penalty = settings.visibleShare * size + settings.noisePenalty * noise * noise * std::log(size);
    SegmentCost cost(first, SegmentShape::Line);
    for (const auto &more : series.subspan(1)) {
        const auto other = scaled(more);
        noise = noiseScale(other);
        penalty += settings.visibleShare * size + settings.noisePenalty * noise * noise * std::log(size);
        cost.add(other);
    }
    const auto split = binarySegmentation(cost, penalty, shortest);
    std::vector<ChangePoint> out;
    for (const std::size_t at : pelt(cost, penalty, shortest, stop)) {
        ChangePoint point;
        point.index = at;
        point.byPelt = true;
        point.bySplit = holdsNear(split, at, 5);
        out.push_back(point);
    }
    return out;
}

void describeTrends(std::span<const double> values, std::vector<ChangePoint> &points)
{
    for (std::size_t i = 0; i < points.size(); ++i) {
        ChangePoint &p = points[i];
        const std::size_t from = i == 0 ? 0 : points[i - 1].index;
        const std::size_t to = i + 1 < points.size() ? points[i + 1].index : values.size();
        const auto left = lineThrough(values, from, p.index);
        const auto right = lineThrough(values, p.index, to);
        const double t = static_cast<double>(p.index);
        const double error = std::hypot(left.error(t), right.error(t));
        const double noise = std::hypot(left.spread, right.spread) / std::sqrt(2.0);
        p.before = left.at(t);
        p.after = right.at(t);
        p.shift = p.after - p.before;
        p.shiftLow = p.shift - 1.96 * error;
        p.shiftHigh = p.shift + 1.96 * error;
        p.inNoise = noise > 0 ? std::abs(p.shift) / noise : 0;
        if (p.before != 0)
            p.percent = 100 * p.shift / std::abs(p.before);
        p.p = mannWhitney(departures(values, left, from, p.index), departures(values, left, p.index, to)).p;
    }
}

} // namespace wf::analysis
