// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/deltastate.h"

#include "models/station/receive/bucketruns_p.h"

#include <algorithm>

namespace wf::station {

using signals::NativeHistogram;

namespace {

double totalOf(double total, double delta)
{
    return total + delta;
}

HistogramTotals totalOf(const HistogramTotals &total, HistogramTotals delta)
{
    if (total.bounds != delta.bounds || total.counts.size() != delta.counts.size())
        return delta;
    for (std::size_t i = 0; i < delta.counts.size(); ++i)
        delta.counts[i] += total.counts[i];
    delta.count += total.count;
    delta.sum += total.sum;
    return delta;
}

NativeHistogram totalOf(const NativeHistogram &total, NativeHistogram delta)
{
    auto sum = sumOf(total, delta);
    return sum ? std::move(*sum) : delta;
}

} // namespace

template<class T>
std::optional<T> DeltaState::addAny(const base::Labels &series, qint64 timeNs, T delta)
{
    const auto known = m_series.find(series);
    if (known != m_series.end()) {
        Entry &entry = *known->second;
        if (timeNs <= entry.timeNs)
            return std::nullopt;
        entry.timeNs = timeNs;
        if (const auto *total = std::get_if<T>(&entry.total))
            entry.total = totalOf(*total, std::move(delta));
        else
            entry.total = std::move(delta);
        m_order.splice(m_order.begin(), m_order, known->second);
        return std::get<T>(entry.total);
    }
    if (m_series.size() >= m_most) {
        m_series.erase(m_order.back().series);
        m_order.pop_back();
        ++m_forgotten;
    }
    m_order.push_front({series, timeNs, delta});
    m_series.emplace(series, m_order.begin());
    return delta;
}

std::optional<double> DeltaState::add(const base::Labels &series, qint64 timeNs, double delta)
{
    return addAny(series, timeNs, delta);
}

std::optional<HistogramTotals> DeltaState::add(const base::Labels &series, qint64 timeNs, HistogramTotals delta)
{
    return addAny(series, timeNs, std::move(delta));
}

std::optional<NativeHistogram> DeltaState::add(const base::Labels &series, qint64 timeNs, NativeHistogram delta)
{
    return addAny(series, timeNs, std::move(delta));
}

std::optional<NativeHistogram> sumOf(const NativeHistogram &a, const NativeHistogram &b)
{
    const bool isCustom = a.schema == NativeHistogram::customBuckets || b.schema == NativeHistogram::customBuckets;
    if (a.zeroThreshold != b.zeroThreshold || (isCustom && (a.schema != b.schema || a.customBounds != b.customBounds)))
        return std::nullopt;
    NativeHistogram sum = b;
    sum.schema = std::min(a.schema, b.schema);
    sum.count += a.count;
    sum.sum += a.sum;
    sum.zeroCount += a.zeroCount;
    const auto add = [&](const auto &spansOfA, const auto &countsOfA, auto &spans, auto &counts) {
        BucketMap buckets = bucketsOf(spans, counts, b.schema - sum.schema);
        for (const auto &[index, count] : bucketsOf(spansOfA, countsOfA, a.schema - sum.schema))
            buckets[index] += count;
        writeBuckets(buckets, spans, counts);
    };
    add(a.positiveSpans, a.positiveCounts, sum.positiveSpans, sum.positiveCounts);
    add(a.negativeSpans, a.negativeCounts, sum.negativeSpans, sum.negativeCounts);
    return sum;
}

} // namespace wf::station
