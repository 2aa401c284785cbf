// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/otlp/histogrampoints.h"

#include "models/signals/rawseries.h"

#include <algorithm>
#include <cmath>

namespace wf::station {

using wire::otlp::DataPoint;
using wire::otlp::ExponentialBuckets;
using wire::otlp::MetricKind;

namespace {

constexpr qint64 mostBuckets = 4'096;

std::uint64_t whole(double count)
{
    constexpr double most = 9e18;
    return count > 0 ? static_cast<std::uint64_t>(std::llround(std::min(count, most))) : 0;
}

// Prometheus' bucket numbers and what is in them; empty ones are left out.
using Buckets = std::map<qint64, double>;

Buckets bucketsOf(const std::vector<signals::BucketSpan> &spans, const std::vector<double> &counts)
{
    Buckets buckets;
    qint64 index = 0;
    std::size_t next = 0;
    for (const auto &span : spans) {
        index += span.offset;
        for (quint32 i = 0; i < span.length && next < counts.size(); ++i, ++index)
            if (const double count = counts[next++]; count > 0)
                buckets[index] += count;
    }
    return buckets;
}

bool isWide(const Buckets &buckets)
{
    return !buckets.empty() && buckets.rbegin()->first - buckets.begin()->first >= mostBuckets;
}

// Two neighbours become one: base^2 of the new schema is the old base squared.
Buckets halved(const Buckets &buckets)
{
    Buckets out;
    for (const auto &[index, count] : buckets)
        out[(index + 1) >> 1] += count;
    return out;
}

// OpenTelemetry numbers a bucket by its lower bound, Prometheus by its upper one.
ExponentialBuckets exponential(const Buckets &buckets)
{
    ExponentialBuckets out;
    if (buckets.empty())
        return out;
    const qint64 first = buckets.begin()->first;
    out.offset = static_cast<qint32>(first - 1);
    out.counts.resize(static_cast<std::size_t>(buckets.rbegin()->first - first + 1));
    for (const auto &[index, count] : buckets)
        out.counts[static_cast<std::size_t>(index - first)] = whole(count);
    return out;
}

std::uint64_t sumOf(const std::vector<std::uint64_t> &counts)
{
    std::uint64_t sum = 0;
    for (const auto count : counts)
        sum += count;
    return sum;
}

void fillCustom(const signals::NativeHistogram &histogram, DataPoint &point)
{
    point.bounds = histogram.customBounds;
    point.bucketCounts.assign(point.bounds.size() + 1, 0);
    for (const auto &[index, count] : bucketsOf(histogram.positiveSpans, histogram.positiveCounts))
        if (index >= 0 && index < static_cast<qint64>(point.bucketCounts.size()))
            point.bucketCounts[static_cast<std::size_t>(index)] = whole(count);
    point.count = sumOf(point.bucketCounts);
}

} // namespace

bool fillHistogram(const DistributionParts &parts, DataPoint &point)
{
    if (parts.buckets.empty() || !std::isinf(parts.buckets.rbegin()->first))
        return false;
    point.hasNoValue = parts.isStale;
    if (parts.isStale)
        return true;
    std::uint64_t below = 0;
    for (const auto &[bound, cumulative] : parts.buckets) {
        if (std::isfinite(bound))
            point.bounds.push_back(bound);
        const std::uint64_t upTo = std::max(below, whole(cumulative));
        point.bucketCounts.push_back(upTo - below);
        below = upTo;
    }
    point.count = below;
    point.sum = parts.sum;
    point.exemplars = parts.exemplars;
    return true;
}

void fillSummary(const DistributionParts &parts, DataPoint &point)
{
    point.hasNoValue = parts.isStale;
    if (parts.isStale)
        return;
    point.count = whole(parts.count.value_or(0));
    point.sum = parts.sum;
    point.quantiles.assign(parts.quantiles.begin(), parts.quantiles.end());
}

MetricKind fillNative(const signals::NativeHistogram &histogram, DataPoint &point)
{
    const bool isCustom = histogram.schema == signals::NativeHistogram::customBuckets;
    const MetricKind kind = isCustom ? MetricKind::Histogram : MetricKind::ExponentialHistogram;
    point.hasNoValue = signals::isStaleMarker(histogram.sum);
    if (point.hasNoValue)
        return kind;
    point.sum = histogram.sum;
    if (isCustom) {
        fillCustom(histogram, point);
        return kind;
    }
    point.scale = histogram.schema;
    Buckets positive = bucketsOf(histogram.positiveSpans, histogram.positiveCounts);
    Buckets negative = bucketsOf(histogram.negativeSpans, histogram.negativeCounts);
    for (; isWide(positive) || isWide(negative); --point.scale) {
        positive = halved(positive);
        negative = halved(negative);
    }
    point.zeroThreshold = histogram.zeroThreshold;
    point.zeroCount = whole(histogram.zeroCount);
    point.positive = exponential(positive);
    point.negative = exponential(negative);
    // The count is what the buckets hold, also after rounding: receivers refuse anything else.
    point.count = point.zeroCount + sumOf(point.positive.counts) + sumOf(point.negative.counts);
    return kind;
}

} // namespace wf::station
