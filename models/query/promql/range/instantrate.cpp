// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/notes/messages.h"
#include "models/query/promql/range/rangefunctions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::query {

using signals::NativeHistogram;
using Hint = NativeHistogram::ResetHint;

namespace {

// One sample of either kind.
struct Point {
    qint64 timeMs = 0;
    double value = 0;
    const NativeHistogram *histogram = nullptr;
    qint64 startMs = 0;
};

Point floatAt(const Window &w, std::size_t i)
{
    return {w.times[i], w.values[i], nullptr, w.starts.empty() ? 0 : w.starts[i]};
}

Point histogramAt(const Window &w, std::size_t i)
{
    return {w.histogramTimes[i], 0, w.histograms[i].get(), w.histogramStarts.empty() ? 0 : w.histogramStarts[i]};
}

// All samples of both kinds in order of time.
template<class Each>
void forEachPoint(const Window &w, std::size_t firstFloat, std::size_t firstHistogram, Each each)
{
    std::size_t f = firstFloat, h = firstHistogram;
    while (f < w.values.size() || h < w.histograms.size()) {
        const bool isFloat = h == w.histograms.size() || (f < w.values.size() && w.times[f] < w.histogramTimes[h]);
        each(isFloat ? floatAt(w, f++) : histogramAt(w, h++));
    }
}

// Of an anchored range: the newest sample at or before its start, and all behind it.
struct FirstPoints {
    std::size_t firstFloat = 0, firstHistogram = 0;
    bool isThere = true;
};
FirstPoints firstPoints(const Window &w, const RangeCall &call)
{
    if (!call.isAnchored)
        return {};
    const auto before = [&](std::span<const qint64> times) {
        return static_cast<std::size_t>(std::ranges::upper_bound(times, w.startMs) - times.begin());
    };
    const std::size_t floats = before(w.times), histograms = before(w.histogramTimes);
    if (floats == w.times.size() && histograms == w.histogramTimes.size())
        return {0, 0, false};
    if (floats == 0 && histograms == 0)
        return {};
    const bool isFloat = histograms == 0 || (floats > 0 && w.times[floats - 1] >= w.histogramTimes[histograms - 1]);
    return {isFloat ? floats - 1 : floats, isFloat ? histograms : histograms - 1, true};
}

bool isReset(const Point &before, const Point &now)
{
    if (isStartReset(before.startMs, before.timeMs, now.startMs, now.timeMs))
        return true;
    return now.histogram ? detectsReset(*now.histogram, *before.histogram) : now.value < before.value;
}

std::optional<NativeHistogram> histogramChange(const Point &before, const Point &now, RangeCall &call, bool isRate)
{
    const bool areGauges = before.histogram->resetHint == Hint::Gauge && now.histogram->resetHint == Hint::Gauge;
    const bool isOneGauge = before.histogram->resetHint == Hint::Gauge || now.histogram->resetHint == Hint::Gauge;
    if (isRate && isOneGauge)
        call.annotations.warn(messages::notACounter(call.metricName), call.where);
    if (!isRate && !areGauges)
        call.annotations.warn(messages::notAGauge(call.metricName), call.where);
    NativeHistogram result = *now.histogram;
    if (!isRate || !isReset(before, now)) {
        const auto difference = subtract(result, *before.histogram);
        if (!difference) {
            call.annotations.warn(messages::mixedSchemas(call.metricName), call.where);
            return std::nullopt;
        }
        if (difference->boundsReconciled)
            call.annotations.inform(messages::boundsReconciled(messages::subtraction), call.where);
    }
    result.resetHint = Hint::Gauge;
    compact(result);
    return result;
}

// The newest two samples.
std::pair<Point, Point> newestTwo(const Window &w)
{
    const std::size_t f = w.values.size(), h = w.histograms.size();
    if (h == 0)
        return {floatAt(w, f - 2), floatAt(w, f - 1)};
    if (f == 0)
        return {histogramAt(w, h - 2), histogramAt(w, h - 1)};
    Point before, now;
    forEachPoint(w, f > 2 ? f - 2 : 0, h > 2 ? h - 2 : 0, [&](const Point &p) {
        before = now;
        now = p;
    });
    return {before, now};
}

RangeResult instantChange(const Window &w, RangeCall &call, bool isRate)
{
    if (w.values.size() + w.histograms.size() < 2)
        return {};
    const auto [before, now] = newestTwo(w);
    if (before.timeMs == now.timeMs)
        return {};
    const double seconds = static_cast<double>(now.timeMs - before.timeMs) / 1000;
    if (!before.histogram && !now.histogram) {
        const double change = isRate && isReset(before, now) ? now.value : now.value - before.value;
        return RangeResult::of(isRate ? change / seconds : change);
    }
    if (!before.histogram || !now.histogram) {
        call.annotations.warn(messages::mixedSamples(call.metricName), call.where);
        return {};
    }
    auto change = histogramChange(before, now, call, isRate);
    if (!change)
        return {};
    if (isRate)
        divide(*change, seconds);
    return RangeResult::of(std::move(*change));
}

// How often two neighbours differ in the sense of `differs`; a change of kind always counts.
template<class Differs>
RangeResult countNeighbours(const Window &w, const RangeCall &call, Differs differs)
{
    const FirstPoints first = firstPoints(w, call);
    if (!first.isThere)
        return {};
    double count = 0;
    Point before;
    bool isFirst = true;
    forEachPoint(w, first.firstFloat, first.firstHistogram, [&](const Point &now) {
        if (!isFirst && ((before.histogram == nullptr) != (now.histogram == nullptr) || differs(before, now)))
            ++count;
        before = now;
        isFirst = false;
    });
    return RangeResult::of(count);
}

} // namespace

RangeResult irate(const Window &window, RangeCall &call)
{
    return instantChange(window, call, true);
}

RangeResult idelta(const Window &window, RangeCall &call)
{
    return instantChange(window, call, false);
}

RangeResult resets(const Window &window, RangeCall &call)
{
    return countNeighbours(window, call, isReset);
}

RangeResult changes(const Window &window, RangeCall &call)
{
    return countNeighbours(window, call, [](const Point &before, const Point &now) {
        if (now.histogram)
            return !isSame(*now.histogram, *before.histogram);
        return now.value != before.value && !(std::isnan(now.value) && std::isnan(before.value));
    });
}

} // namespace wf::query
