// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/arithmetic.h"

#include "models/query/promql/histogram/buckets.h"
#include "models/query/promql/histogram/sides_p.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace wf::query {

using signals::NativeHistogram;
using Hint = NativeHistogram::ResetHint;

namespace {

// A histogram taken apart.
struct Parts {
    int schema = 0;
    double zeroThreshold = 0;
    KahanSum zeroCount;
    Side positive, negative;
};

Parts partsOf(const NativeHistogram &h, const NativeHistogram *compensation = nullptr)
{
    static const std::vector<double> none;
    return {h.schema,
            h.zeroThreshold,
            {h.zeroCount, compensation ? compensation->zeroCount : 0},
            sideOf(h.positiveSpans, h.positiveCounts, compensation ? compensation->positiveCounts : none),
            sideOf(h.negativeSpans, h.negativeCounts, compensation ? compensation->negativeCounts : none)};
}

// Counts of one side that fall into a zero bucket of that width. True when a populated bucket reaches beyond it; the
// threshold is then its far end.
bool gatherIntoZero(const Side &side, int schema, double &threshold, KahanSum &zeroCount)
{
    for (const IndexedCount &b : side) {
        if (exponentialBound(b.index - 1, schema) >= threshold)
            return false;
        zeroCount.add(b.count.sum);
        zeroCount.add(b.count.compensation);
        const double upper = exponentialBound(b.index, schema);
        if (upper > threshold) {
            if (b.count.sum == 0)
                return false;
            threshold = upper;
            return true;
        }
    }
    return false;
}

// What the zero bucket would hold if it were at least that wide; `threshold` grows to the end of a bucket it cuts.
KahanSum zeroCountFor(const Parts &parts, double &threshold)
{
    for (;;) {
        KahanSum count = parts.zeroCount;
        gatherIntoZero(parts.positive, parts.schema, threshold, count);
        if (!gatherIntoZero(parts.negative, parts.schema, threshold, count))
            return count;
    }
}

void dropInsideZero(Side &side, int schema, double threshold)
{
    std::erase_if(side, [&](const IndexedCount &b) {
        return exponentialBound(b.index - 1, schema) < threshold || (b.count.sum == 0 && b.count.compensation == 0);
    });
}

// Widens the zero bucket of `h` until no populated bucket of either is cut; gives back the other's zero count then.
KahanSum reconcileZeroBuckets(Parts &h, const Parts &other)
{
    KahanSum otherCount = other.zeroCount;
    double otherThreshold = other.zeroThreshold;
    while (otherThreshold != h.zeroThreshold) {
        if (h.zeroThreshold > otherThreshold) {
            otherThreshold = h.zeroThreshold;
            otherCount = zeroCountFor(other, otherThreshold);
        }
        if (otherThreshold > h.zeroThreshold) {
            h.zeroThreshold = otherThreshold;
            h.zeroCount = zeroCountFor(h, h.zeroThreshold);
            dropInsideZero(h.positive, h.schema, h.zeroThreshold);
            dropInsideZero(h.negative, h.schema, h.zeroThreshold);
        }
    }
    return otherCount;
}

// Every bucket of either; those of `other` inside the zero bucket are in its count already.
Side merged(const Side &h, const Side &other, int schema, double threshold, double sign)
{
    Side out;
    out.reserve(h.size() + other.size());
    auto left = h.begin();
    bool isInsideZero = isExponentialSchema(schema);
    for (const IndexedCount &b : other) {
        isInsideZero = isInsideZero && exponentialBound(b.index, schema) <= threshold;
        if (isInsideZero)
            continue;
        while (left != h.end() && left->index < b.index)
            out.push_back(*left++);
        if (left != h.end() && left->index == b.index) {
            out.push_back(*left++);
            out.back().count.add(sign * b.count.sum);
            out.back().count.add(sign * b.count.compensation);
        } else {
            out.push_back({b.index, {sign * b.count.sum, sign * b.count.compensation}});
        }
    }
    out.insert(out.end(), left, h.end());
    return out;
}

std::vector<double> commonBounds(const std::vector<double> &a, const std::vector<double> &b)
{
    std::vector<double> common;
    std::ranges::set_intersection(a, b, std::back_inserter(common));
    return common;
}

// The buckets of a side put into the coarser ones between `bounds`.
void gatherBetween(const Side &side, const std::vector<double> &from, const std::vector<double> &bounds, double sign,
                   std::vector<KahanSum> &into)
{
    for (const IndexedCount &b : side) {
        std::size_t target = bounds.size();
        if (const auto i = static_cast<std::size_t>(b.index); i < from.size())
            target = static_cast<std::size_t>(std::ranges::lower_bound(bounds, from[i]) - bounds.begin());
        into[target].add(sign * b.count.sum);
        into[target].add(sign * b.count.compensation);
    }
}

Side mergedBetween(const NativeHistogram &h, const Side &left, const NativeHistogram &other,
                   const std::vector<double> &bounds, double sign)
{
    std::vector<KahanSum> counts(bounds.size() + 1);
    gatherBetween(left, h.customBounds, bounds, 1, counts);
    gatherBetween(sideOf(other.positiveSpans, other.positiveCounts), other.customBounds, bounds, sign, counts);
    Side out;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i].sum != 0 || counts[i].compensation != 0)
            out.push_back({static_cast<int>(i), counts[i]});
    return out;
}

bool adjustHint(NativeHistogram &h, const NativeHistogram &other)
{
    if (other.resetHint == h.resetHint || h.resetHint == Hint::Gauge)
        return false;
    const bool isGauge = other.resetHint == Hint::Gauge;
    const bool collides = !isGauge && h.resetHint != Hint::Unknown && other.resetHint != Hint::Unknown;
    h.resetHint = isGauge ? Hint::Gauge : Hint::Unknown;
    return collides;
}

void putTogether(const Parts &parts, NativeHistogram &h, NativeHistogram &compensation)
{
    h.schema = compensation.schema = parts.schema;
    h.zeroThreshold = compensation.zeroThreshold = parts.zeroThreshold;
    h.zeroCount = parts.zeroCount.sum;
    compensation.zeroCount = parts.zeroCount.compensation;
    putSide(parts.positive, h.positiveSpans, h.positiveCounts);
    putSide(parts.negative, h.negativeSpans, h.negativeCounts);
    compensation.positiveSpans = h.positiveSpans;
    compensation.negativeSpans = h.negativeSpans;
    compensation.positiveCounts = compensationOf(parts.positive);
    compensation.negativeCounts = compensationOf(parts.negative);
}

std::optional<Combination> combine(NativeHistogram &h, NativeHistogram &compensation, const NativeHistogram &other,
                                   double sign)
{
    if (hasCustomBuckets(h) != hasCustomBuckets(other))
        return std::nullopt;
    Combination happened;
    happened.hintsCollided = adjustHint(h, other);
    Parts parts = partsOf(h, &compensation);
    if (hasCustomBuckets(h)) {
        happened.boundsReconciled = h.customBounds != other.customBounds;
        if (happened.boundsReconciled) {
            auto bounds = commonBounds(h.customBounds, other.customBounds);
            parts.positive = mergedBetween(h, parts.positive, other, bounds, sign);
            compensation.customBounds = bounds;
            h.customBounds = std::move(bounds);
        } else {
            parts.positive =
                merged(parts.positive, sideOf(other.positiveSpans, other.positiveCounts), h.schema, 0, sign);
        }
    } else {
        Parts added = partsOf(other);
        const KahanSum zero = reconcileZeroBuckets(parts, added);
        parts.zeroCount.add(sign * zero.sum);
        parts.zeroCount.add(sign * zero.compensation);
        const int schema = std::min(parts.schema, added.schema);
        parts.positive = merged(reduced(parts.positive, parts.schema, schema),
                                reduced(added.positive, added.schema, schema), schema, parts.zeroThreshold, sign);
        parts.negative = merged(reduced(parts.negative, parts.schema, schema),
                                reduced(added.negative, added.schema, schema), schema, parts.zeroThreshold, sign);
        parts.schema = schema;
    }
    KahanSum count{h.count, compensation.count}, sum{h.sum, compensation.sum};
    count.add(sign * other.count);
    sum.add(sign * other.sum);
    h.count = count.sum, compensation.count = count.compensation;
    h.sum = sum.sum, compensation.sum = sum.compensation;
    putTogether(parts, h, compensation);
    return happened;
}

NativeHistogram noCompensation(const NativeHistogram &h)
{
    NativeHistogram c = h;
    c.count = c.sum = c.zeroCount = 0;
    std::ranges::fill(c.positiveCounts, 0.0);
    std::ranges::fill(c.negativeCounts, 0.0);
    return c;
}

template<class Each>
void forEachCount(NativeHistogram &h, Each each)
{
    each(h.zeroCount);
    each(h.count);
    each(h.sum);
    std::ranges::for_each(h.positiveCounts, each);
    std::ranges::for_each(h.negativeCounts, each);
}

void dropEmpty(std::vector<signals::BucketSpan> &spans, std::vector<double> &counts)
{
    Side side = sideOf(spans, counts);
    std::erase_if(side, [](const IndexedCount &b) { return b.count.sum == 0; });
    putSide(side, spans, counts);
}

void fillGaps(std::vector<signals::BucketSpan> &spans, std::vector<double> &counts)
{
    constexpr std::size_t mostBuckets = 10'000; // wider gaps stay
    Side out;
    for (const IndexedCount &b : sideOf(spans, counts)) {
        while (out.size() < mostBuckets && !out.empty() && out.back().index + 1 < b.index)
            out.push_back({out.back().index + 1, {}});
        out.push_back(b);
    }
    putSide(out, spans, counts);
}

// A populated bucket has lost counts or is gone.
bool hasLost(const Side &now, const Side &before)
{
    auto at = now.begin();
    for (const IndexedCount &b : before) {
        at = std::find_if(at, now.end(), [&](const IndexedCount &n) { return n.index >= b.index; });
        const bool isThere = at != now.end() && at->index == b.index;
        if (isThere ? at->count.sum < b.count.sum : b.count.sum != 0)
            return true;
    }
    return false;
}

Side beyondZero(Side side, int schema, double threshold)
{
    if (threshold != 0 && isExponentialSchema(schema))
        side.erase(side.begin(), std::ranges::find_if(side, [&](const IndexedCount &b) {
                       return exponentialBound(b.index, schema) > threshold;
                   }));
    return side;
}

bool hasLostBetweenCommonBounds(const NativeHistogram &h, const NativeHistogram &previous)
{
    const std::vector<double> bounds = commonBounds(h.customBounds, previous.customBounds);
    std::vector<KahanSum> now(bounds.size() + 1), before(bounds.size() + 1);
    gatherBetween(sideOf(h.positiveSpans, h.positiveCounts), h.customBounds, bounds, 1, now);
    gatherBetween(sideOf(previous.positiveSpans, previous.positiveCounts), previous.customBounds, bounds, 1, before);
    for (std::size_t i = 0; i < now.size(); ++i)
        if (now[i].sum < before[i].sum)
            return true;
    return false;
}

bool isSameBits(double a, double b)
{
    return std::bit_cast<quint64>(a) == std::bit_cast<quint64>(b);
}

bool isSameSide(const std::vector<signals::BucketSpan> &spansA, const std::vector<double> &countsA,
                const std::vector<signals::BucketSpan> &spansB, const std::vector<double> &countsB)
{
    if (countsA.size() != countsB.size())
        return false;
    const Side a = sideOf(spansA, countsA), b = sideOf(spansB, countsB);
    return std::ranges::equal(a, b, [](const IndexedCount &x, const IndexedCount &y) {
        return x.index == y.index && isSameBits(x.count.sum, y.count.sum);
    });
}

} // namespace

std::optional<Combination> add(NativeHistogram &h, const NativeHistogram &other)
{
    NativeHistogram forgotten = noCompensation(h);
    return combine(h, forgotten, other, 1);
}

std::optional<Combination> subtract(NativeHistogram &h, const NativeHistogram &other)
{
    NativeHistogram forgotten = noCompensation(h);
    return combine(h, forgotten, other, -1);
}

std::optional<Combination> add(CompensatedHistogram &to, const NativeHistogram &other)
{
    if (!to.compensation)
        to.compensation = noCompensation(to.sum);
    return combine(to.sum, *to.compensation, other, 1);
}

NativeHistogram settled(CompensatedHistogram sum)
{
    if (sum.compensation) {
        // Hints of the compensation say nothing.
        sum.compensation->resetHint = sum.sum.resetHint;
        static_cast<void>(add(sum.sum, *sum.compensation));
    }
    return std::move(sum.sum);
}

void multiply(NativeHistogram &h, double factor)
{
    forEachCount(h, [&](double &v) { v *= factor; });
    if (factor < 0)
        h.resetHint = Hint::Gauge;
}

void divide(NativeHistogram &h, double by)
{
    forEachCount(h, [&](double &v) { v /= by; });
    if (by == 0) {
        h.positiveCounts.clear();
        h.negativeCounts.clear();
        h.positiveSpans.clear();
        h.negativeSpans.clear();
    } else if (by < 0) {
        h.resetHint = Hint::Gauge;
    }
}

void compact(NativeHistogram &h)
{
    dropEmpty(h.positiveSpans, h.positiveCounts);
    dropEmpty(h.negativeSpans, h.negativeCounts);
}

void joinSpans(NativeHistogram &h)
{
    compact(h);
    fillGaps(h.positiveSpans, h.positiveCounts);
    fillGaps(h.negativeSpans, h.negativeCounts);
}

NativeHistogram withSchema(const NativeHistogram &h, int toSchema)
{
    NativeHistogram out = h;
    if (toSchema >= h.schema || hasCustomBuckets(h))
        return out;
    out.schema = toSchema;
    out.resetHint = Hint::Unknown;
    putSide(reduced(sideOf(h.positiveSpans, h.positiveCounts), h.schema, toSchema), out.positiveSpans,
            out.positiveCounts);
    putSide(reduced(sideOf(h.negativeSpans, h.negativeCounts), h.schema, toSchema), out.negativeSpans,
            out.negativeCounts);
    return out;
}

bool detectsReset(const NativeHistogram &h, const NativeHistogram &previous)
{
    if (h.resetHint == Hint::Reset || h.resetHint == Hint::NotReset)
        return h.resetHint == Hint::Reset;
    if (h.count < previous.count)
        return true;
    if (hasCustomBuckets(h)) {
        if (!hasCustomBuckets(previous))
            return true;
        if (h.customBounds != previous.customBounds)
            return hasLostBetweenCommonBounds(h, previous);
    } else if (hasCustomBuckets(previous)) {
        return true;
    }
    if (h.schema > previous.schema || h.zeroThreshold < previous.zeroThreshold)
        return true;
    const Parts now = partsOf(h), before = partsOf(previous);
    double threshold = h.zeroThreshold;
    const KahanSum zeroBefore = threshold == before.zeroThreshold ? before.zeroCount : zeroCountFor(before, threshold);
    if (threshold != h.zeroThreshold || h.zeroCount < zeroBefore.sum)
        return true;
    const auto lost = [&](const Side &n, const Side &b) {
        return hasLost(beyondZero(n, h.schema, h.zeroThreshold),
                       beyondZero(reduced(b, before.schema, h.schema), h.schema, h.zeroThreshold));
    };
    return lost(now.positive, before.positive) || lost(now.negative, before.negative);
}

bool isSame(const NativeHistogram &a, const NativeHistogram &b)
{
    return a.schema == b.schema && isSameBits(a.count, b.count) && isSameBits(a.sum, b.sum) &&
           (!hasCustomBuckets(a) || a.customBounds == b.customBounds) && a.zeroThreshold == b.zeroThreshold &&
           isSameBits(a.zeroCount, b.zeroCount) &&
           isSameSide(a.negativeSpans, a.negativeCounts, b.negativeSpans, b.negativeCounts) &&
           isSameSide(a.positiveSpans, a.positiveCounts, b.positiveSpans, b.positiveCounts);
}

bool hasOverflow(const NativeHistogram &h)
{
    NativeHistogram copy = h;
    bool isInfinite = false;
    forEachCount(copy, [&](double v) { isInfinite = isInfinite || std::isinf(v); });
    return isInfinite;
}

} // namespace wf::query
