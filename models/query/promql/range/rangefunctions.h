// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/notes/annotation.h"
#include "models/query/promql/parse/functions.h"
#include "models/signals/rawseries.h"

#include <span>
#include <string>
#include <vector>

namespace wf::query {

// What one range function sees of one series at one step. Anchored and smoothed ranges hold samples outside of
// (startMs, endMs] as well.
struct Window {
    std::span<const qint64> times;
    std::span<const double> values;
    std::span<const qint64> starts;       // of the counters; empty when unknown or not wanted
    std::span<const quint32> fallsBefore; // of counter functions: how often the value has fallen up to each sample
    std::span<const qint64> histogramTimes;
    std::span<const signals::NativeHistogramPtr> histograms;
    std::span<const qint64> histogramStarts;
    qint64 startMs = 0, endMs = 0; // the range
    qint64 stepMs = 0;             // the instant of the evaluation

    [[nodiscard]] bool isMixed() const { return !values.empty() && !histograms.empty(); }
};

// The same for all windows of a series.
struct RangeCall {
    Annotations &annotations;
    std::string metricName;
    TextRange where; // of the range
    double rangeSeconds = 0;
    bool isAnchored = false, isSmoothed = false;
    std::vector<TextRange> argRanges;
    std::vector<double> params; // scalar arguments at this step, in order
    std::string error;          // set: the query fails
};

struct RangeResult {
    bool isThere = false;
    double value = 0;
    signals::NativeHistogramPtr histogram;

    static RangeResult of(double v) { return {true, v, nullptr}; }
    static RangeResult of(signals::NativeHistogram h)
    {
        return {true, 0, std::make_shared<const signals::NativeHistogram>(std::move(h))};
    }
};
using RangeFunction = RangeResult (*)(const Window &, RangeCall &);

// Null for functions that take no range.
[[nodiscard]] RangeFunction rangeFunction(FunctionId id);

// counters.cpp
RangeResult rate(const Window &window, RangeCall &call);
RangeResult increase(const Window &window, RangeCall &call);
RangeResult delta(const Window &window, RangeCall &call);
// extendedrate.cpp: the same for anchored and smoothed ranges.
RangeResult extendedRate(const Window &window, RangeCall &call, bool isCounter, bool isRate);
// instantrate.cpp
RangeResult irate(const Window &window, RangeCall &call);
RangeResult idelta(const Window &window, RangeCall &call);
RangeResult resets(const Window &window, RangeCall &call);
RangeResult changes(const Window &window, RangeCall &call);
// overtime.cpp
RangeResult avgOverTime(const Window &window, RangeCall &call);
RangeResult sumOverTime(const Window &window, RangeCall &call);
RangeResult minOverTime(const Window &window, RangeCall &call);
RangeResult maxOverTime(const Window &window, RangeCall &call);
RangeResult tsOfMinOverTime(const Window &window, RangeCall &call);
RangeResult tsOfMaxOverTime(const Window &window, RangeCall &call);
RangeResult tsOfFirstOverTime(const Window &window, RangeCall &call);
RangeResult tsOfLastOverTime(const Window &window, RangeCall &call);
RangeResult countOverTime(const Window &window, RangeCall &call);
RangeResult presentOverTime(const Window &window, RangeCall &call);
RangeResult firstOverTime(const Window &window, RangeCall &call);
RangeResult lastOverTime(const Window &window, RangeCall &call);
RangeResult stddevOverTime(const Window &window, RangeCall &call);
RangeResult stdvarOverTime(const Window &window, RangeCall &call);
RangeResult quantileOverTime(const Window &window, RangeCall &call);
RangeResult madOverTime(const Window &window, RangeCall &call);
// trend.cpp
RangeResult deriv(const Window &window, RangeCall &call);
RangeResult predictLinear(const Window &window, RangeCall &call);
RangeResult doubleExponentialSmoothing(const Window &window, RangeCall &call);

// A counter that began anew between two samples, as its start times tell (0: unknown).
[[nodiscard]] bool isStartReset(qint64 previousStart, qint64 previousTime, qint64 start, qint64 time);

} // namespace wf::query
