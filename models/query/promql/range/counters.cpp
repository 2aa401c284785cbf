// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/buckets.h"
#include "models/query/promql/notes/messages.h"
#include "models/query/promql/range/rangefunctions.h"

#include <algorithm>

namespace wf::query {

using signals::NativeHistogram;
using Hint = NativeHistogram::ResetHint;

namespace {

// A sample that begins before its predecessor ended, though the counter did not begin with it.
bool overlaps(qint64 previousStart, qint64 previousTime, qint64 start)
{
    return start != 0 && start < previousTime && start != previousStart;
}

double floatIncrease(const Window &w, RangeCall &call, bool isCounter)
{
    double result = w.values.back() - w.values.front();
    const bool hasFalls = isCounter && w.fallsBefore.back() != w.fallsBefore.front();
    if (!hasFalls && (!isCounter || w.starts.empty()))
        return result;
    bool hasOverlap = false;
    for (std::size_t i = 1; i < w.values.size(); ++i) {
        bool isReset = w.values[i] < w.values[i - 1];
        if (!w.starts.empty()) {
            if (!hasOverlap && overlaps(w.starts[i - 1], w.times[i - 1], w.starts[i])) {
                call.annotations.warnStartTimeOverlap(call.metricName, call.where);
                hasOverlap = true;
            }
            isReset = isReset || isStartReset(w.starts[i - 1], w.times[i - 1], w.starts[i], w.times[i]);
        }
        if (isReset)
            result += w.values[i - 1];
    }
    return result;
}

bool isHistogramReset(const Window &w, std::size_t i, const NativeHistogram &previous)
{
    if (!w.histogramStarts.empty() &&
        isStartReset(w.histogramStarts[i - 1], w.histogramTimes[i - 1], w.histogramStarts[i], w.histogramTimes[i]))
        return true;
    return detectsReset(*w.histograms[i], previous);
}

// The lowest resolution among the samples; nothing when they cannot be calculated with each other.
std::optional<int> commonSchema(const Window &w, const NativeHistogram &first, RangeCall &call, bool isCounter)
{
    const NativeHistogram &last = *w.histograms.back();
    const bool isCustom = hasCustomBuckets(first);
    bool fits = hasCustomBuckets(last) == isCustom;
    int schema = std::min(last.schema, first.schema);
    for (std::size_t i = 1; fits && isCounter && i + 1 < w.histograms.size(); ++i) {
        const NativeHistogram &h = *w.histograms[i];
        if (h.resetHint == Hint::Gauge)
            call.annotations.warn(messages::notACounter(call.metricName), call.where);
        schema = std::min(schema, h.schema);
        fits = hasCustomBuckets(h) == isCustom;
    }
    if (fits)
        return schema;
    call.annotations.warn(messages::mixedSchemas(call.metricName), call.where);
    return std::nullopt;
}

// Adds what was counted before each reset.
bool addResets(const Window &w, NativeHistogram &result, const NativeHistogram &first, RangeCall &call)
{
    const NativeHistogram *previous = &first;
    bool hasOverlap = false;
    for (std::size_t i = 1; i < w.histograms.size(); ++i) {
        if (!hasOverlap && !w.histogramStarts.empty() &&
            overlaps(w.histogramStarts[i - 1], w.histogramTimes[i - 1], w.histogramStarts[i])) {
            call.annotations.warnStartTimeOverlap(call.metricName, call.where);
            hasOverlap = true;
        }
        if (isHistogramReset(w, i, *previous)) {
            const auto added = add(result, *previous);
            if (!added) {
                call.annotations.warn(messages::mixedSchemas(call.metricName), call.where);
                return false;
            }
            if (added->boundsReconciled)
                call.annotations.inform(messages::boundsReconciled(messages::addition), call.where);
        }
        previous = w.histograms[i].get();
    }
    return true;
}

std::optional<NativeHistogram> histogramIncrease(const Window &w, RangeCall &call, bool isCounter)
{
    const NativeHistogram *first = w.histograms.front().get();
    const NativeHistogram &last = *w.histograms.back();
    if (isCounter && (first->resetHint == Hint::Gauge || last.resetHint == Hint::Gauge))
        call.annotations.warn(messages::notACounter(call.metricName), call.where);
    // A reset right behind the first sample: nothing of it matters then, not even its layout.
    NativeHistogram nothing;
    if (isCounter && isHistogramReset(w, 1, *first)) {
        nothing.schema = w.histograms[1]->schema;
        nothing.customBounds = w.histograms[1]->customBounds;
        first = &nothing;
    }
    const auto schema = commonSchema(w, *first, call, isCounter);
    if (!schema)
        return std::nullopt;
    NativeHistogram result = withSchema(last, *schema);
    const auto difference = subtract(result, *first);
    if (!difference) {
        call.annotations.warn(messages::mixedSchemas(call.metricName), call.where);
        return std::nullopt;
    }
    if (difference->boundsReconciled)
        call.annotations.inform(messages::boundsReconciled(messages::subtraction), call.where);
    if (isCounter) {
        if (!addResets(w, result, *first, call))
            return std::nullopt;
    } else if (w.histograms.front()->resetHint != Hint::Gauge || last.resetHint != Hint::Gauge) {
        call.annotations.warn(messages::notAGauge(call.metricName), call.where);
    }
    result.resetHint = Hint::Gauge;
    compact(result);
    return result;
}

// The increase over all samples, and where they lie in the window.
struct Increase {
    double value = 0;
    std::optional<NativeHistogram> histogram;
    bool isHistogram = false;
    std::size_t intervals = 0;
    qint64 firstMs = 0, lastMs = 0, firstStartMs = 0;
    double firstCount = 0;
};

double secondsBetween(qint64 from, qint64 to)
{
    return static_cast<double>(to - from) / 1000;
}

// Prometheus' extrapolation: to the edges of the window where the samples reach close to them, else by half of the
// distance between two samples; a counter never below zero. Nothing when one sample is not enough.
std::optional<double> extrapolation(const Window &w, Increase &increase, bool isCounter)
{
    double sampled = secondsBetween(increase.firstMs, increase.lastMs);
    double toStart = secondsBetween(w.startMs, increase.firstMs), toEnd = secondsBetween(increase.lastMs, w.endMs);
    const double average = increase.intervals > 0 ? sampled / static_cast<double>(increase.intervals) : 0;
    const double threshold = average * 1.1;
    const qint64 start = increase.firstStartMs;
    if (isCounter && start != 0 && start > w.startMs && start < increase.firstMs) {
        // The counter began within the window: at zero.
        toStart = 0;
        sampled = secondsBetween(start, increase.lastMs);
        if (!increase.isHistogram)
            increase.value += increase.firstCount;
        else if (!increase.histogram)
            increase.histogram = *w.histograms.front();
        else if (!add(*increase.histogram, *w.histograms.front()))
            return std::nullopt;
    } else if (increase.intervals == 0) {
        return std::nullopt;
    } else {
        if (toStart >= threshold)
            toStart = average / 2;
        const double grown = increase.histogram ? increase.histogram->count : increase.value;
        if (isCounter && grown > 0 && increase.firstCount >= 0)
            toStart = std::min(toStart, sampled * (increase.firstCount / grown));
    }
    if (toEnd >= threshold)
        toEnd = average / 2;
    return sampled != 0 ? (sampled + toStart + toEnd) / sampled : 1;
}

RangeResult extrapolatedRate(const Window &w, RangeCall &call, bool isCounter, bool isRate)
{
    if (w.isMixed()) {
        call.annotations.warn(messages::mixedSamples(call.metricName), call.where);
        return {};
    }
    if (call.isAnchored || call.isSmoothed)
        return extendedRate(w, call, isCounter, isRate);
    Increase increase;
    increase.isHistogram = !w.histograms.empty();
    const auto &times = increase.isHistogram ? w.histogramTimes : w.times;
    const auto &starts = increase.isHistogram ? w.histogramStarts : w.starts;
    increase.intervals = times.size() - 1;
    increase.firstMs = times.front();
    increase.lastMs = times.back();
    increase.firstStartMs = starts.empty() ? 0 : starts.front();
    increase.firstCount = increase.isHistogram ? w.histograms.front()->count : w.values.front();
    if (increase.intervals == 0 && increase.firstStartMs == 0)
        return {};
    if (!increase.isHistogram) {
        increase.value = floatIncrease(w, call, isCounter);
    } else if (increase.intervals > 0) {
        increase.histogram = histogramIncrease(w, call, isCounter);
        if (!increase.histogram)
            return {};
    }
    const auto extrapolated = extrapolation(w, increase, isCounter);
    if (!extrapolated)
        return {};
    const double factor = isRate ? *extrapolated / call.rangeSeconds : *extrapolated;
    if (!increase.histogram)
        return RangeResult::of(increase.value * factor);
    multiply(*increase.histogram, factor);
    return RangeResult::of(std::move(*increase.histogram));
}

} // namespace

bool isStartReset(qint64 previousStart, qint64 previousTime, qint64 start, qint64 time)
{
    if (start == 0 || start >= time || start < previousTime)
        return false;
    if (start > previousTime)
        return true;
    // It begins where its predecessor ended: a delta, unless the predecessor's own start is not known.
    return previousStart <= previousTime && previousStart != 0 && previousStart != previousTime;
}

RangeResult rate(const Window &window, RangeCall &call)
{
    return extrapolatedRate(window, call, true, true);
}

RangeResult increase(const Window &window, RangeCall &call)
{
    return extrapolatedRate(window, call, true, false);
}

RangeResult delta(const Window &window, RangeCall &call)
{
    return extrapolatedRate(window, call, false, false);
}

} // namespace wf::query
