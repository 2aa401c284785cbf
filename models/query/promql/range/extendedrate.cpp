// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/buckets.h"
#include "models/query/promql/notes/messages.h"
#include "models/query/promql/range/interpolate.h"
#include "models/query/promql/range/rangefunctions.h"

#include <algorithm>

// rate(), increase() and delta() of anchored and smoothed ranges: instead of extrapolating, the values at the edges of
// the range are taken from the nearest samples or interpolated between them.
namespace wf::query {

using signals::NativeHistogram;
using Hint = NativeHistogram::ResetHint;

namespace {

// First and last sample that matter for the range.
struct Ends {
    std::size_t first = 0, last = 0;
};

std::optional<Ends> endsOf(std::span<const qint64> times, const Window &w, bool isSmoothed)
{
    Ends ends{0, times.size() - 1};
    const auto searched = times.first(times.size() - 1); // the last sample is taken anyhow
    const auto above = std::ranges::upper_bound(searched, w.startMs) - searched.begin();
    ends.first = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, above - 1));
    if (isSmoothed)
        ends.last = static_cast<std::size_t>(std::ranges::lower_bound(searched, w.endMs) - searched.begin());
    if (times[ends.last] <= w.startMs || (isSmoothed && times[ends.first] > w.endMs))
        return std::nullopt;
    return ends;
}

double leftOf(const Window &w, const Ends &ends, bool isSmoothed, bool isCounter)
{
    const std::size_t i = ends.first;
    if (!isSmoothed || w.times[i] >= w.startMs)
        return w.values[i];
    return interpolated(w.times[i], w.values[i], w.times[i + 1], w.values[i + 1], w.startMs, isCounter);
}

double rightOf(const Window &w, const Ends &ends, bool isSmoothed, bool isCounter)
{
    const std::size_t i = ends.last;
    if (!isSmoothed || i == 0 || w.times[i] <= w.endMs)
        return w.values[i];
    return interpolated(w.times[i - 1], w.values[i - 1], w.times[i], w.values[i], w.endMs, isCounter);
}

RangeResult floatRate(const Window &w, RangeCall &call, bool isCounter, bool isRate)
{
    const auto ends = endsOf(w.times, w, call.isSmoothed);
    if (!ends)
        return {};
    const double left = leftOf(w, *ends, call.isSmoothed, isCounter);
    const double right = rightOf(w, *ends, call.isSmoothed, isCounter);
    double result = right - left;
    if (isCounter) {
        // Resets at the edges are in the interpolated values already.
        const std::size_t from = ends->first + (w.times[ends->first] <= w.startMs ? 1 : 0);
        const std::size_t to = ends->last + (w.times[ends->last] >= w.endMs ? 0 : 1);
        double previous = left;
        for (std::size_t i = from; i < to; ++i) {
            result += w.values[i] < previous ? previous : 0;
            previous = w.values[i];
        }
        result += right < previous ? previous : 0;
    }
    return RangeResult::of(isRate ? result / call.rangeSeconds : result);
}

bool mayBeCombined(const Window &w, const Ends &ends, RangeCall &call, bool isCounter)
{
    const bool isCustom = hasCustomBuckets(*w.histograms[ends.first]);
    for (std::size_t i = ends.first; i <= ends.last; ++i) {
        if (hasCustomBuckets(*w.histograms[i]) != isCustom) {
            call.annotations.warn(messages::mixedSchemas(call.metricName), call.where);
            return false;
        }
        if (isCounter && w.histograms[i]->resetHint == Hint::Gauge)
            call.annotations.warn(messages::notACounter(call.metricName), call.where);
    }
    return true;
}

std::optional<NativeHistogram> edge(const Window &w, std::size_t before, std::size_t after, qint64 at, bool isCounter,
                                    RangeCall &call)
{
    return interpolated(w.histogramTimes[before], *w.histograms[before], w.histogramTimes[after], *w.histograms[after],
                        at, isCounter, call.metricName, call.where, call.annotations);
}

bool addInto(NativeHistogram &to, const NativeHistogram &other, RangeCall &call)
{
    const auto added = add(to, other);
    if (!added)
        call.annotations.warn(messages::mixedSchemas(call.metricName), call.where);
    else if (added->boundsReconciled)
        call.annotations.inform(messages::boundsReconciled(messages::addition), call.where);
    return added.has_value();
}

// What was counted before each reset between the two edges, added up into `result`.
bool addResets(const Window &w, const Ends &ends, const NativeHistogram &left, const NativeHistogram &right,
               NativeHistogram &result, RangeCall &call)
{
    std::size_t from = ends.first + 1;
    const NativeHistogram *previous = &left;
    if (call.isSmoothed && w.histogramTimes[ends.first] < w.startMs &&
        detectsReset(*w.histograms[from], *w.histograms[ends.first]))
        previous = w.histograms[from++].get(); // that reset is in the left edge already
    if (from > ends.last)
        return true;
    std::optional<NativeHistogram> correction;
    const auto correct = [&](const NativeHistogram &by) {
        if (!correction) {
            correction = by;
            return true;
        }
        return addInto(*correction, by, call);
    };
    for (std::size_t i = from; i < ends.last; ++i) {
        if (detectsReset(*w.histograms[i], *previous) && !correct(*previous))
            return false;
        previous = w.histograms[i].get();
    }
    if (detectsReset(right, *previous) && !correct(*previous))
        return false;
    return !correction || addInto(result, *correction, call);
}

RangeResult histogramRate(const Window &w, RangeCall &call, bool isCounter, bool isRate)
{
    const auto ends = endsOf(w.histogramTimes, w, call.isSmoothed);
    if (!ends || !mayBeCombined(w, *ends, call, isCounter))
        return {};
    const bool isLeftBetween = call.isSmoothed && w.histogramTimes[ends->first] < w.startMs;
    const bool isRightBetween = call.isSmoothed && ends->last > 0 && w.histogramTimes[ends->last] > w.endMs;
    const auto left =
        isLeftBetween ? edge(w, ends->first, ends->first + 1, w.startMs, isCounter, call) : *w.histograms[ends->first];
    const auto right =
        isRightBetween ? edge(w, ends->last - 1, ends->last, w.endMs, isCounter, call) : *w.histograms[ends->last];
    if (!left || !right)
        return {};
    if (!isCounter && (left->resetHint != Hint::Gauge || right->resetHint != Hint::Gauge))
        call.annotations.warn(messages::notAGauge(call.metricName), call.where);
    NativeHistogram result = *right;
    const auto difference = subtract(result, *left);
    if (!difference) {
        call.annotations.warn(messages::mixedSchemas(call.metricName), call.where);
        return {};
    }
    if (difference->boundsReconciled)
        call.annotations.inform(messages::boundsReconciled(messages::subtraction), call.where);
    if (isCounter && !addResets(w, *ends, *left, *right, result, call))
        return {};
    if (isRate)
        divide(result, call.rangeSeconds);
    result.resetHint = Hint::Gauge;
    compact(result);
    return RangeResult::of(std::move(result));
}

} // namespace

RangeResult extendedRate(const Window &window, RangeCall &call, bool isCounter, bool isRate)
{
    return window.histograms.empty() ? floatRate(window, call, isCounter, isRate)
                                     : histogramRate(window, call, isCounter, isRate);
}

} // namespace wf::query
