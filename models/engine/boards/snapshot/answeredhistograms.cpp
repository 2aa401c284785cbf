// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/snapshot/answeredhistograms.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace wf::engine {

using signals::HistogramBucket;
using signals::HistogramSample;
using signals::NativeHistogram;

namespace {

bool isZero(const HistogramBucket &bucket)
{
    return bucket.lower <= 0 && bucket.upper >= 0 && bucket.lower == -bucket.upper;
}

// 2^(2^-schema), by the ratio of a bucket's bounds.
std::optional<int> schemaOf(double lower, double upper)
{
    const double exponent = std::log2(upper / lower);
    if (!std::isfinite(exponent) || exponent <= 0)
        return std::nullopt;
    const int schema = static_cast<int>(std::lround(-std::log2(exponent)));
    if (schema < -4 || schema > 8 || std::fabs(exponent * std::exp2(schema) - 1) > 1e-6)
        return std::nullopt;
    return schema;
}

// Which bucket of the schema ends there.
std::optional<qint32> indexOf(double upper, int schema)
{
    const double place = std::log2(upper) * std::exp2(schema);
    if (!std::isfinite(place) || std::fabs(place - std::round(place)) > 1e-6)
        return std::nullopt;
    return static_cast<qint32>(std::lround(place));
}

struct Side {
    std::vector<signals::BucketSpan> spans;
    std::vector<double> counts;
};

Side sideOf(const std::map<qint32, double> &counts)
{
    Side out;
    qint32 next = 0;
    for (const auto &[index, count] : counts) {
        if (out.spans.empty() || index != next)
            out.spans.push_back({out.spans.empty() ? index : index - next, 0});
        ++out.spans.back().length;
        out.counts.push_back(count);
        next = index + 1;
    }
    return out;
}

NativeHistogram begun(const HistogramSample &sample)
{
    NativeHistogram out;
    out.count = sample.count;
    out.sum = sample.sum;
    return out;
}

std::optional<NativeHistogram> exponential(const HistogramSample &sample, double zeroThreshold)
{
    NativeHistogram out = begun(sample);
    out.zeroThreshold = zeroThreshold;
    std::optional<int> schema;
    std::map<qint32, double> positive, negative;
    for (const HistogramBucket &bucket : sample.buckets) {
        if (isZero(bucket)) {
            out.zeroThreshold = bucket.upper;
            out.zeroCount = bucket.count;
            continue;
        }
        const bool isNegative = bucket.upper <= 0;
        const double lower = isNegative ? -bucket.upper : bucket.lower;
        const double upper = isNegative ? -bucket.lower : bucket.upper;
        const auto own = schemaOf(lower, upper);
        if (!own || (schema && *schema != *own))
            return std::nullopt;
        schema = own;
        const auto index = indexOf(upper, *schema);
        if (!index)
            return std::nullopt;
        (isNegative ? negative : positive)[*index] += bucket.count;
    }
    out.schema = schema.value_or(0);
    Side one = sideOf(positive), other = sideOf(negative);
    out.positiveSpans = std::move(one.spans);
    out.positiveCounts = std::move(one.counts);
    out.negativeSpans = std::move(other.spans);
    out.negativeCounts = std::move(other.counts);
    return out;
}

std::optional<NativeHistogram> custom(const HistogramSample &sample, const std::vector<double> &bounds)
{
    NativeHistogram out = begun(sample);
    out.schema = NativeHistogram::customBuckets;
    out.customBounds = bounds;
    std::map<qint32, double> counts;
    for (const HistogramBucket &bucket : sample.buckets) {
        if (bucket.upper < 0)
            return std::nullopt;
        const auto at = std::lower_bound(bounds.begin(), bounds.end(), bucket.upper); // +Inf: behind all
        counts[static_cast<qint32>(at - bounds.begin())] += bucket.count;
    }
    Side side = sideOf(counts);
    out.positiveSpans = std::move(side.spans);
    out.positiveCounts = std::move(side.counts);
    return out;
}

// Of all samples, so that one can be compared with the next.
std::vector<double> boundsOf(const signals::HistogramSeries &answered)
{
    std::vector<double> bounds;
    for (const HistogramSample &sample : answered.samples)
        for (const HistogramBucket &bucket : sample.buckets)
            for (const double bound : {bucket.lower, bucket.upper})
                if (std::isfinite(bound))
                    bounds.push_back(bound);
    std::ranges::sort(bounds);
    bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
    return bounds;
}

double zeroThresholdOf(const signals::HistogramSeries &answered)
{
    for (const HistogramSample &sample : answered.samples)
        for (const HistogramBucket &bucket : sample.buckets)
            if (isZero(bucket))
                return bucket.upper;
    return 0;
}

} // namespace

signals::RawSeries keptHistograms(const signals::HistogramSeries &answered, qint64 *left)
{
    signals::RawSeries out;
    out.labels = answered.labels;
    const double zero = zeroThresholdOf(answered);
    std::optional<std::vector<double>> bounds; // once a sample needs them
    for (const HistogramSample &sample : answered.samples) {
        auto histogram = exponential(sample, zero);
        if (!histogram) {
            if (!bounds)
                bounds = boundsOf(answered);
            histogram = custom(sample, *bounds);
        }
        if (histogram) {
            out.histogramTimesMs.push_back(sample.timeMs);
            out.histograms.push_back(std::make_shared<const NativeHistogram>(std::move(*histogram)));
        } else if (left) {
            ++*left;
        }
    }
    return out;
}

} // namespace wf::engine
