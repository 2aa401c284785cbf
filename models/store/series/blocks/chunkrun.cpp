// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/blocks/chunkrun.h"

#include "models/store/codec/chunk.h"
#include "models/store/codec/histograms.h"

#include <algorithm>
#include <numeric>

namespace wf::store {

namespace {

bool ascends(const std::vector<qint64> &times)
{
    for (std::size_t i = 1; i < times.size(); ++i)
        if (times[i] <= times[i - 1])
            return false;
    return true;
}

template<class Value>
void arrange(std::vector<qint64> &times, std::vector<Value> &values)
{
    if (ascends(times))
        return;
    std::vector<quint32> order(times.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](quint32 i) { return times[i]; });
    std::vector<qint64> t;
    std::vector<Value> v;
    t.reserve(times.size());
    v.reserve(values.size());
    for (const quint32 i : order) {
        if (!t.empty() && t.back() == times[i]) {
            v.back() = values[i];
            continue;
        }
        t.push_back(times[i]);
        v.push_back(values[i]);
    }
    times = std::move(t);
    values = std::move(v);
}

template<class Value>
void trim(std::vector<qint64> &times, std::vector<Value> &values, qint64 startMs, qint64 endMs)
{
    if (times.empty() || (times.front() >= startMs && times.back() <= endMs))
        return;
    const auto from = std::ranges::lower_bound(times, startMs) - times.begin();
    const auto to = std::max(from, std::ranges::upper_bound(times, endMs) - times.begin());
    times.erase(times.begin() + to, times.end());
    values.erase(values.begin() + to, values.end());
    times.erase(times.begin(), times.begin() + from);
    values.erase(values.begin(), values.begin() + from);
}

// No instant is in both pairs: the number stays where a clock that went back made a histogram of it.
void dropSharedInstants(signals::RawSeries &s)
{
    if (s.timesMs.empty() || s.histogramTimesMs.empty())
        return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < s.histogramTimesMs.size(); ++i) {
        if (std::ranges::binary_search(s.timesMs, s.histogramTimesMs[i]))
            continue;
        s.histogramTimesMs[kept] = s.histogramTimesMs[i];
        s.histograms[kept++] = s.histograms[i];
    }
    s.histogramTimesMs.resize(kept);
    s.histograms.resize(kept);
}

} // namespace

ChunkRun sealRun(std::span<const qint64> timesMs, std::span<const double> values)
{
    ByteWriter out;
    encodeChunk(timesMs, values, out);
    return {false, timesMs.front(), timesMs.back(), static_cast<quint32>(timesMs.size()), std::move(out.bytes())};
}

ChunkRun sealRun(std::span<const qint64> timesMs, std::span<const signals::NativeHistogramPtr> values)
{
    ByteWriter out;
    encodeHistograms(timesMs, values, out);
    return {true, timesMs.front(), timesMs.back(), static_cast<quint32>(timesMs.size()), std::move(out.bytes())};
}

bool openRun(bool isHistogram, quint32 samples, std::string_view bytes, signals::RawSeries &out)
{
    ByteReader in(bytes);
    auto &times = isHistogram ? out.histogramTimesMs : out.timesMs;
    const std::size_t before = times.size();
    const bool good = isHistogram ? decodeHistograms(in, out.histogramTimesMs, out.histograms)
                                  : decodeChunk(in, out.timesMs, out.values);
    if (good && times.size() - before == samples)
        return true;
    times.resize(before);
    if (isHistogram)
        out.histograms.resize(before);
    else
        out.values.resize(before);
    return false;
}

void tidyColumns(signals::RawSeries &s, qint64 startMs, qint64 endMs)
{
    arrange(s.timesMs, s.values);
    arrange(s.histogramTimesMs, s.histograms);
    trim(s.timesMs, s.values, startMs, endMs);
    trim(s.histogramTimesMs, s.histograms, startMs, endMs);
    dropSharedInstants(s);
}

} // namespace wf::store
