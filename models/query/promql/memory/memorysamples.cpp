// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/memory/memorysamples.h"

#include "models/query/promql/histogram/arithmetic.h"

#include <algorithm>

namespace wf::query {

using signals::NativeHistogram;
using signals::RawSeries;
using Hint = NativeHistogram::ResetHint;

namespace {

// A chunk of a TSDB goes on with `h`: nothing was reset and the layout fits.
bool continues(const NativeHistogram &h, NativeHistogram previous)
{
    if (h.resetHint == Hint::Reset || previous.resetHint == Hint::Gauge)
        return false;
    if (signals::isStaleMarker(h.sum) || signals::isStaleMarker(previous.sum))
        return signals::isStaleMarker(h.sum);
    if (h.schema != previous.schema || h.zeroThreshold != previous.zeroThreshold ||
        h.customBounds != previous.customBounds)
        return false;
    NativeHistogram now = h;
    now.resetHint = previous.resetHint = Hint::Unknown;
    return !detectsReset(now, previous);
}

// The part of a column that lies in [from, to].
template<class T>
std::vector<T> part(const std::vector<T> &column, const std::vector<qint64> &times, qint64 from, qint64 to)
{
    if (column.empty())
        return {};
    const auto first = std::ranges::lower_bound(times, from) - times.begin();
    const auto end = std::ranges::upper_bound(times, to) - times.begin();
    return first < end ? std::vector<T>(column.begin() + first, column.begin() + end) : std::vector<T>();
}

// Starts are kept only once one is known.
void pushStart(std::vector<qint64> &starts, std::size_t before, qint64 startMs)
{
    if (starts.empty() && startMs == 0)
        return;
    starts.resize(before);
    starts.push_back(startMs);
}

} // namespace

MemorySamples::Series &MemorySamples::seriesOf(const base::Labels &labels)
{
    const auto [found, isNew] = m_byLabels.emplace(labels, m_series.size());
    if (isNew) {
        m_series.emplace_back();
        m_series.back().raw.labels = labels;
    }
    return m_series[found->second];
}

bool MemorySamples::isNewest(const Series &series, qint64 timeMs)
{
    const auto isBefore = [timeMs](const auto &times) { return times.empty() || times.back() < timeMs; };
    return isBefore(series.raw.timesMs) && isBefore(series.raw.histogramTimesMs);
}

void MemorySamples::append(const base::Labels &labels, qint64 timeMs, double value, qint64 startMs)
{
    Series &series = seriesOf(labels);
    if (!isNewest(series, timeMs))
        return;
    pushStart(series.raw.startTimesMs, series.raw.values.size(), startMs);
    series.raw.timesMs.push_back(timeMs);
    series.raw.values.push_back(value);
    series.isHistogramNewest = false;
}

void MemorySamples::append(const base::Labels &labels, qint64 timeMs, const NativeHistogram &histogram, qint64 startMs)
{
    Series &series = seriesOf(labels);
    if (!isNewest(series, timeMs))
        return;
    NativeHistogram h = histogram;
    if (h.resetHint != Hint::Gauge)
        h.resetHint =
            series.isHistogramNewest && continues(h, *series.raw.histograms.back()) ? Hint::NotReset : Hint::Unknown;
    pushStart(series.raw.histogramStartTimesMs, series.raw.histograms.size(), startMs);
    series.raw.histogramTimesMs.push_back(timeMs);
    series.raw.histograms.push_back(std::make_shared<const NativeHistogram>(std::move(h)));
    series.isHistogramNewest = true;
}

void MemorySamples::clear()
{
    m_series.clear();
    m_byLabels.clear();
}

base::Result<std::vector<RawSeries>> MemorySamples::read(const SampleRequest &request, std::stop_token stop) const
{
    std::vector<RawSeries> out;
    for (const Series &series : m_series) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, QStringLiteral("Reading the samples was cancelled."));
        const RawSeries &raw = series.raw;
        if (!signals::matchAll(request.matchers, raw.labels))
            continue;
        const auto cut = [&](const auto &column, const auto &times) {
            return part(column, times, request.startMs, request.endMs);
        };
        RawSeries read{raw.labels,
                       cut(raw.timesMs, raw.timesMs),
                       cut(raw.values, raw.timesMs),
                       cut(raw.histogramTimesMs, raw.histogramTimesMs),
                       cut(raw.histograms, raw.histogramTimesMs),
                       cut(raw.startTimesMs, raw.timesMs),
                       cut(raw.histogramStartTimesMs, raw.histogramTimesMs)};
        if (!read.values.empty() || !read.histograms.empty())
            out.push_back(std::move(read));
    }
    return out;
}

} // namespace wf::query
