// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/usual/standing.h"

#include "models/analysis/numbers/gaps.h"
#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace wf::analysis {

namespace {

constexpr qint64 hourMs = 3'600'000, dayMs = 24 * hourMs, weekMs = 7 * dayMs;
constexpr qint64 around = hourMs;       // either side of the same moment
constexpr qint64 recently = 6 * hourMs; // before the moment
constexpr std::size_t leastSamples = 30, leastCycles = 3;
constexpr std::size_t days = 7, weeks = 4;
constexpr double rare = 0.01, far = 3;
constexpr double floorOfUsual = 0.05; // of the middle: less is no departure worth a word

// How many whole cycles ago, when it was within an hour of the same moment; 0: it was not.
std::size_t cyclesAgo(qint64 timeMs, qint64 atMs, qint64 cycleMs, std::size_t most)
{
    const qint64 ago = atMs - timeMs;
    const qint64 cycle = (ago + cycleMs / 2) / cycleMs;
    if (cycle < 1 || cycle > static_cast<qint64>(most) || std::abs(ago - cycle * cycleMs) > around)
        return 0;
    return static_cast<std::size_t>(cycle);
}

Standing among(std::vector<double> values, double value, Comparison comparison)
{
    Standing out;
    out.comparison = comparison;
    out.value = value;
    out.samples = values.size();
    const double spread = std::max(madScale(values), (quantile(values, 0.75) - quantile(values, 0.25)) / 1.349);
    std::ranges::sort(values);
    const auto less = std::ranges::lower_bound(values, value) - values.begin();
    const auto notMore = std::ranges::upper_bound(values, value) - values.begin();
    out.below = static_cast<double>(less + notMore) / 2 / static_cast<double>(values.size());
    out.low = sortedQuantile(values, 0.05);
    out.middle = sortedQuantile(values, 0.5);
    out.high = sortedQuantile(values, 0.95);
    const auto tail = static_cast<std::size_t>(std::ceil(rare * static_cast<double>(values.size()))) - 1;
    const double unit = std::max(spread, floorOfUsual * std::fabs(out.middle));
    out.least = std::min(values[tail], out.middle - far * unit);
    out.most = std::max(values[values.size() - 1 - tail], out.middle + far * unit);
    if (values.front() >= 0)
        out.least = std::max(0.0, out.least);
    // what was always the same and now is not is as far off as can be
    out.size = unit > 0              ? (value - out.middle) / unit
               : value == out.middle ? 0
                                     : std::copysign(1e6, value - out.middle);
    out.size = std::clamp(out.size, -1e6, 1e6);
    return out;
}

struct Comparable {
    std::vector<double> values;
    std::set<std::size_t> cycles;
    qint64 firstMs = 0;
    void add(qint64 timeMs, double value, std::size_t cycle)
    {
        firstMs = values.empty() ? timeMs : std::min(firstMs, timeMs);
        values.push_back(value);
        cycles.insert(cycle);
    }
    [[nodiscard]] bool isEnough(std::size_t least) const
    {
        return values.size() >= leastSamples && cycles.size() >= least;
    }
};

} // namespace

std::vector<MomentRange> momentsLike(qint64 atMs)
{
    std::vector<MomentRange> out;
    for (qint64 week = weeks; week >= 2; --week)
        out.push_back({atMs - week * weekMs - around, atMs - week * weekMs + around});
    for (qint64 day = days; day >= 1; --day)
        out.push_back({atMs - day * dayMs - around, atMs - day * dayMs + around});
    out.push_back({atMs - recently, atMs});
    return out;
}

std::optional<Standing> standing(std::span<const qint64> timesMs, std::span<const double> values, qint64 atMs,
                                 double value)
{
    if (!isUsable(value))
        return std::nullopt;
    Comparable week, day, recent;
    for (std::size_t i = 0; i < std::min(timesMs.size(), values.size()); ++i) {
        const qint64 at = timesMs[i];
        if (!isUsable(values[i]) || at >= atMs)
            continue;
        if (const std::size_t ago = cyclesAgo(at, atMs, weekMs, weeks))
            week.add(at, values[i], ago);
        if (const std::size_t ago = cyclesAgo(at, atMs, dayMs, days))
            day.add(at, values[i], ago);
        if (atMs - at <= recently)
            recent.add(at, values[i], 1);
    }
    const auto told = [&](Comparable &from, Comparison comparison, bool hasCycles) {
        Standing out = among(std::move(from.values), value, comparison);
        out.cycles = hasCycles ? from.cycles.size() : 0;
        out.firstMs = from.firstMs;
        return out;
    };
    if (week.isEnough(leastCycles))
        return told(week, Comparison::HourOfWeek, true);
    if (day.isEnough(leastCycles))
        return told(day, Comparison::HourOfDay, true);
    if (recent.isEnough(1))
        return told(recent, Comparison::LastHours, false);
    return std::nullopt;
}

std::optional<Standing> standingAmong(std::span<const double> values, double value)
{
    std::vector<double> usable;
    std::ranges::copy_if(values, std::back_inserter(usable), isUsable);
    if (usable.size() < leastSamples || !isUsable(value))
        return std::nullopt;
    return among(std::move(usable), value, Comparison::LastHours);
}

} // namespace wf::analysis
