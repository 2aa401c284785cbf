// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/lines/smoothing.h"

#include "models/query/promql/notes/messages.h"
#include "models/query/promql/range/interpolate.h"

#include <algorithm>

namespace wf::query {

using signals::NativeHistogram;
using Hint = NativeHistogram::ResetHint;

namespace {

// Indices of the samples in (from, to] of ascending times.
struct Slice {
    std::size_t first, end;
    [[nodiscard]] bool isEmpty() const { return first == end; }
};
Slice sliceOf(const std::vector<qint64> &times, qint64 from, qint64 to)
{
    return {static_cast<std::size_t>(std::ranges::upper_bound(times, from) - times.begin()),
            static_cast<std::size_t>(std::ranges::upper_bound(times, to) - times.begin())};
}

void smoothHistogram(const signals::RawSeries &s, Slice in, qint64 atMs, TextRange where, Annotations &annotations,
                     Line &line, std::size_t step)
{
    const auto begin = s.histogramTimesMs.begin();
    const auto i = static_cast<std::size_t>(std::lower_bound(begin + static_cast<std::ptrdiff_t>(in.first),
                                                             begin + static_cast<std::ptrdiff_t>(in.end), atMs) -
                                            begin);
    if (i < in.end && s.histogramTimesMs[i] == atMs) {
        line.set(step, s.histograms[i]);
    } else if (i > in.first && i < in.end) {
        const NativeHistogram &before = *s.histograms[i - 1], &after = *s.histograms[i];
        const bool isCounter = before.resetHint != Hint::Gauge || after.resetHint != Hint::Gauge;
        if (auto h = interpolated(s.histogramTimesMs[i - 1], before, s.histogramTimesMs[i], after, atMs, isCounter,
                                  s.labels.metricName(), where, annotations))
            line.set(step, std::make_shared<const NativeHistogram>(std::move(*h)));
    } else if (i > in.first) {
        NativeHistogram carried = *s.histograms[i - 1];
        carried.resetHint = Hint::Unknown;
        line.set(step, std::make_shared<const NativeHistogram>(std::move(carried)));
    }
}

} // namespace

void smoothStep(const signals::RawSeries &s, qint64 atMs, qint64 lookbackMs, TextRange where, Annotations &annotations,
                Line &line, std::size_t step)
{
    const Slice floats = sliceOf(s.timesMs, atMs - lookbackMs, atMs + lookbackMs);
    const Slice histograms = sliceOf(s.histogramTimesMs, atMs - lookbackMs, atMs + lookbackMs);
    if (!floats.isEmpty() && !histograms.isEmpty()) {
        annotations.warn(messages::mixedSamples(s.labels.metricName()), where);
        return;
    }
    if (!histograms.isEmpty()) {
        smoothHistogram(s, histograms, atMs, where, annotations, line, step);
        return;
    }
    std::size_t i = floats.first;
    while (i < floats.end && s.timesMs[i] < atMs)
        ++i;
    if (i < floats.end && s.timesMs[i] == atMs)
        line.values[step] = s.values[i];
    else if (i > floats.first && i < floats.end)
        line.values[step] = interpolated(s.timesMs[i - 1], s.values[i - 1], s.timesMs[i], s.values[i], atMs, false);
    else if (i > floats.first)
        line.values[step] = s.values[i - 1];
}

void extendTo(signals::RawSeries &s, qint64 startMs, qint64 endMs, bool isSmoothed)
{
    if (s.values.empty())
        return;
    const auto searchedEnd = s.timesMs.end() - 1; // the last one is taken anyhow
    const auto above = std::upper_bound(s.timesMs.begin(), searchedEnd, startMs) - s.timesMs.begin();
    auto first = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, above - 1));
    std::size_t last = s.values.size() - 1;
    if (isSmoothed)
        last = static_cast<std::size_t>(std::lower_bound(s.timesMs.begin(), searchedEnd, endMs) - s.timesMs.begin());
    std::vector<qint64> times;
    std::vector<double> values;
    if (s.timesMs[last] > startMs) {
        const bool isLeftBetween = isSmoothed && s.timesMs[first] < startMs;
        const bool isRightBetween = isSmoothed && last > 0 && s.timesMs[last] > endMs;
        times.push_back(startMs);
        values.push_back(isLeftBetween ? interpolated(s.timesMs[first], s.values[first], s.timesMs[first + 1],
                                                      s.values[first + 1], startMs, false)
                                       : s.values[first]);
        for (std::size_t i = first; i <= last; ++i)
            if (s.timesMs[i] > startMs && s.timesMs[i] < endMs) {
                times.push_back(s.timesMs[i]);
                values.push_back(s.values[i]);
            }
        times.push_back(endMs);
        values.push_back(isRightBetween ? interpolated(s.timesMs[last - 1], s.values[last - 1], s.timesMs[last],
                                                       s.values[last], endMs, false)
                                        : s.values[last]);
    }
    s.timesMs = std::move(times);
    s.values = std::move(values);
}

} // namespace wf::query
