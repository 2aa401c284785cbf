// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/buckets.h"

#include "models/query/promql/histogram/sides_p.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::query {

using signals::NativeHistogram;

Side sideOf(const std::vector<signals::BucketSpan> &spans, const std::vector<double> &counts,
            const std::vector<double> &compensation)
{
    Side side;
    side.reserve(counts.size());
    qint64 index = 0;
    for (const signals::BucketSpan &span : spans) {
        index += span.offset;
        // Far beyond what any double falls into; also keeps indices from overflowing.
        constexpr qint64 farthest = qint64{1} << 30;
        if (index < -farthest || index > farthest)
            break;
        for (quint32 i = 0; i < span.length && side.size() < counts.size() && index <= farthest; ++i, ++index) {
            const std::size_t at = side.size();
            side.push_back({static_cast<int>(index), {counts[at], at < compensation.size() ? compensation[at] : 0}});
        }
    }
    return side;
}

void putSide(const Side &side, std::vector<signals::BucketSpan> &spans, std::vector<double> &counts)
{
    spans.clear();
    counts.clear();
    counts.reserve(side.size());
    int next = 0;
    for (const IndexedCount &bucket : side) {
        if (spans.empty() || bucket.index != next)
            spans.push_back({bucket.index - next, 0});
        ++spans.back().length;
        counts.push_back(bucket.count.sum);
        next = bucket.index + 1;
    }
}

std::vector<double> compensationOf(const Side &side)
{
    std::vector<double> out;
    out.reserve(side.size());
    for (const IndexedCount &bucket : side)
        out.push_back(bucket.count.compensation);
    return out;
}

Side reduced(const Side &side, int fromSchema, int toSchema)
{
    if (fromSchema == toSchema)
        return side;
    Side out;
    for (const IndexedCount &bucket : side) {
        const int index = ((bucket.index - 1) >> std::clamp(fromSchema - toSchema, 0, 31)) + 1;
        if (out.empty() || out.back().index != index) {
            out.push_back({index, bucket.count});
        } else {
            out.back().count.add(bucket.count.sum);
            out.back().count.add(bucket.count.compensation);
        }
    }
    return out;
}

double exponentialBound(int index, int schema)
{
    schema = std::clamp(schema, -4, 8);
    // The last bucket of regular numbers ends with the largest of them: what lies above is infinity.
    if (schema < 0) {
        const int exponent = std::clamp(index, -100'000, 100'000) * (1 << -schema);
        return exponent == 1024 ? std::numeric_limits<double>::max() : std::ldexp(1.0, exponent);
    }
    const int steps = 1 << schema;
    const int fraction = index & (steps - 1);
    const int exponent = index >> schema;
    if (fraction == 0)
        return exponent == 1024 ? std::numeric_limits<double>::max() : std::ldexp(1.0, exponent);
    return std::ldexp(std::exp2(static_cast<double>(fraction) / steps), exponent);
}

double upperBound(const NativeHistogram &h, int index)
{
    if (!hasCustomBuckets(h))
        return exponentialBound(index, h.schema);
    const int last = static_cast<int>(h.customBounds.size());
    if (index < 0)
        return -std::numeric_limits<double>::infinity();
    return index >= last ? std::numeric_limits<double>::infinity() : h.customBounds[static_cast<std::size_t>(index)];
}

std::vector<Bucket> positiveBuckets(const NativeHistogram &h)
{
    std::vector<Bucket> out;
    out.reserve(h.positiveCounts.size());
    const bool isCustom = hasCustomBuckets(h);
    for (const IndexedCount &b : sideOf(h.positiveSpans, h.positiveCounts)) {
        Bucket bucket{upperBound(h, b.index - 1), upperBound(h, b.index), b.count.sum, false, false, b.index};
        bucket.isLowerInclusive = isCustom ? b.index == 0 : bucket.lower < 0;
        bucket.isUpperInclusive = isCustom || bucket.upper > 0;
        out.push_back(bucket);
    }
    return out;
}

std::vector<Bucket> negativeBuckets(const NativeHistogram &h)
{
    std::vector<Bucket> out;
    out.reserve(h.negativeCounts.size());
    for (const IndexedCount &b : sideOf(h.negativeSpans, h.negativeCounts)) {
        Bucket bucket{-upperBound(h, b.index), -upperBound(h, b.index - 1), b.count.sum, false, false, b.index};
        bucket.isLowerInclusive = bucket.lower < 0;
        bucket.isUpperInclusive = bucket.upper > 0;
        out.push_back(bucket);
    }
    return out;
}

Bucket zeroBucket(const NativeHistogram &h)
{
    return {-h.zeroThreshold, h.zeroThreshold, h.zeroCount, true, true, 0};
}

std::vector<Bucket> allBuckets(const NativeHistogram &h)
{
    std::vector<Bucket> out = negativeBuckets(h);
    std::ranges::reverse(out);
    const auto zeroAt = static_cast<std::ptrdiff_t>(out.size());
    if (h.zeroCount > 0)
        out.push_back(zeroBucket(h));
    const auto positive = positiveBuckets(h);
    out.insert(out.end(), positive.begin(), positive.end());
    for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(out.size()); ++i) {
        if (i == zeroAt && h.zeroCount > 0)
            continue;
        Bucket &b = out[static_cast<std::size_t>(i)];
        if (b.upper < 0 && b.upper > -h.zeroThreshold)
            b.upper = -h.zeroThreshold;
        else if (b.lower > 0 && b.lower < h.zeroThreshold)
            b.lower = h.zeroThreshold;
    }
    return out;
}

double fractionBelow(const Bucket &bucket, double v, bool isLinear)
{
    if (isLinear)
        return (v - bucket.lower) / (bucket.upper - bucket.lower);
    const double lower = std::log2(std::abs(bucket.lower)), upper = std::log2(std::abs(bucket.upper));
    const double at = std::log2(std::abs(v));
    return v > 0 ? (at - lower) / (upper - lower) : 1 - (at - upper) / (lower - upper);
}

} // namespace wf::query
