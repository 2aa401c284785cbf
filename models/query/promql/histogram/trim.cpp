// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/trim.h"

#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/buckets.h"

#include <cmath>

namespace wf::query {

using signals::NativeHistogram;

namespace {

// What stays of a bucket: so many observations, about that large.
struct Kept {
    double count = 0;
    double middle = 0;
};

double zeroIfInfinite(double v)
{
    return std::isinf(v) ? 0 : v;
}

double middleBetween(double from, double to, bool isPositive, bool isLinear)
{
    if (std::isinf(from)) {
        if (std::isinf(to))
            return 0;
        return to > 0 ? to / 2 : to;
    }
    if (std::isinf(to))
        return from;
    if (isLinear)
        return (from + to) / 2;
    const double geometric = std::sqrt(std::abs(from * to));
    return isPositive ? geometric : -geometric;
}

// How observations are spread over an infinite bucket is not known: mostly all or nothing.
Kept ofInfiniteBucket(const Bucket &b, double v, bool keepsBelow)
{
    if (std::isinf(b.lower) && b.lower < 0) {
        const bool endsFinite = !std::isinf(b.upper);
        if (keepsBelow) {
            if (v >= b.upper)
                return {b.count, 0};
            if (v > 0 && b.upper > 0 && endsFinite)
                return {b.count * v / b.upper, v / 2};
            return b.upper <= 0 ? Kept{b.count, v} : Kept{0, zeroIfInfinite(b.upper)};
        }
        if (v <= b.lower)
            return {b.count, 0};
        if (v >= 0 && b.upper > v && endsFinite)
            return {b.count * (1 - v / b.upper), (v + b.upper) / 2};
        return {0, zeroIfInfinite(b.upper)};
    }
    if (!keepsBelow && v >= b.lower)
        return {b.count, v};
    return {0, zeroIfInfinite(b.lower)};
}

Kept ofCutBucket(const Bucket &b, double v, bool keepsBelow, bool isPositive, bool isCustom)
{
    if ((std::isinf(b.lower) && b.lower < 0) || (std::isinf(b.upper) && b.upper > 0))
        return ofInfiniteBucket(b, v, keepsBelow);
    const double below = b.count * fractionBelow(b, v, isCustom);
    if (keepsBelow)
        return {below, middleBetween(b.lower, v, isPositive, isCustom)};
    return {b.count - below, middleBetween(v, b.upper, isPositive, isCustom)};
}

Kept ofBucket(const Bucket &b, double v, bool keepsBelow, bool isPositive, bool isCustom)
{
    if (keepsBelow ? b.upper <= v : b.lower >= v)
        return {b.count, middleBetween(b.lower, b.upper, isPositive, isCustom)};
    if (keepsBelow ? b.lower < v : b.upper > v)
        return ofCutBucket(b, v, keepsBelow, isPositive, isCustom);
    return {};
}

Kept ofZeroBucket(Bucket b, double v, bool keepsBelow, bool hasNegative, bool hasPositive)
{
    if (hasNegative && !hasPositive)
        b.upper = 0;
    if (hasPositive && !hasNegative)
        b.lower = 0;
    if (v <= b.lower || v >= b.upper) {
        const bool isKept = keepsBelow == (v >= b.upper && v > b.lower);
        return isKept ? Kept{b.count, (b.lower + b.upper) / 2} : Kept{};
    }
    const double below = (v - b.lower) / (b.upper - b.lower);
    if (keepsBelow)
        return {b.count * below, (b.lower + v) / 2};
    return {b.count * ((b.upper - v) / (b.upper - b.lower)), (v + b.upper) / 2};
}

} // namespace

NativeHistogram trimmed(const NativeHistogram &h, double v, bool keepsBelow)
{
    NativeHistogram out = h;
    double count = 0, sum = 0;
    bool isTrimmed = false;
    const auto keep = [&](double &bucket, const Kept &kept) {
        count += kept.count;
        sum += kept.middle * kept.count;
        isTrimmed = isTrimmed || bucket != kept.count;
        bucket = kept.count;
    };
    bool hasSide[2] = {false, false};
    for (const bool isPositive : {true, false}) {
        auto &counts = isPositive ? out.positiveCounts : out.negativeCounts;
        const auto buckets = isPositive ? positiveBuckets(h) : negativeBuckets(h);
        for (std::size_t i = 0; i < buckets.size(); ++i) {
            if (buckets[i].count == 0)
                continue;
            hasSide[isPositive] = true;
            keep(counts[i], ofBucket(buckets[i], v, keepsBelow, isPositive, hasCustomBuckets(h)));
        }
    }
    if (h.zeroCount > 0)
        keep(out.zeroCount, ofZeroBucket(zeroBucket(h), v, keepsBelow, hasSide[false], hasSide[true]));
    if (isTrimmed) {
        out.count = count;
        out.sum = sum;
        compact(out);
    }
    return out;
}

} // namespace wf::query
