// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/quantile.h"

#include "models/query/promql/histogram/almost.h"
#include "models/query/promql/histogram/buckets.h"
#include "models/query/promql/histogram/kahan.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::query {

using signals::NativeHistogram;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Sorts, adds up equal bounds. False when there is no bucket up to +Inf.
bool prepare(std::vector<ClassicBucket> &buckets)
{
    if (!std::ranges::is_sorted(buckets, {}, &ClassicBucket::upperBound))
        std::ranges::stable_sort(buckets, {}, &ClassicBucket::upperBound);
    if (buckets.empty() || buckets.back().upperBound != infinity)
        return false;
    std::size_t last = 0;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        if (buckets[i].upperBound == buckets[last].upperBound)
            buckets[last].count += buckets[i].count;
        else
            buckets[++last] = buckets[i];
    }
    buckets.resize(last + 1);
    return true;
}

void forceMonotonic(std::vector<ClassicBucket> &buckets, ClassicQuantile &result)
{
    constexpr double roundingError = 1e-12;
    result.minBucket = infinity;
    result.maxBucket = -infinity;
    double previous = buckets.front().count;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        ClassicBucket &b = buckets[i];
        if (b.count == previous)
            continue;
        if (isAlmost(previous, b.count, roundingError)) {
            b.count = previous;
        } else if (b.count < previous) {
            result.wasForcedMonotonic = true;
            result.minBucket = std::min(result.minBucket, b.upperBound);
            result.maxBucket = std::max(result.maxBucket, b.upperBound);
            result.maxDifference = std::max(result.maxDifference, previous - b.count);
            b.count = previous;
        } else {
            previous = b.count;
        }
    }
}

double interpolated(double q, const std::vector<ClassicBucket> &buckets)
{
    if (buckets.size() < 2 || buckets.back().count == 0)
        return nan;
    double rank = q * buckets.back().count;
    std::size_t b = 0; // counts may be NaN: the first that is not below the rank
    for (std::size_t above = buckets.size() - 1; b < above;) {
        const std::size_t middle = b + (above - b) / 2;
        if (buckets[middle].count >= rank)
            above = middle;
        else
            b = middle + 1;
    }
    if (b == buckets.size() - 1)
        return buckets[buckets.size() - 2].upperBound;
    if (b == 0 && buckets[0].upperBound <= 0)
        return buckets[0].upperBound;
    double start = 0, count = buckets[b].count;
    if (b > 0) {
        start = buckets[b - 1].upperBound;
        count -= buckets[b - 1].count;
        rank -= buckets[b - 1].count;
    }
    return start + (buckets[b].upperBound - start) * (rank / count);
}

// Ranks of two values while walking up the buckets.
class FractionWalk {
public:
    FractionWalk(double lower, double upper) : m_lower(lower), m_upper(upper) {}

    // True when both are known. `rankAt` says how many observations lie below a value inside the bucket.
    template<class RankAt>
    bool bucket(double from, double to, double rankBefore, RankAt rankAt)
    {
        meet(m_lower, m_lowerRank, m_isLowerSet, from, to, rankBefore, rankAt);
        meet(m_upper, m_upperRank, m_isUpperSet, from, to, rankBefore, rankAt);
        return m_isLowerSet && m_isUpperSet;
    }
    [[nodiscard]] double share(double count, double all) const
    {
        const double lower = !m_isLowerSet || m_lowerRank > count ? count : m_lowerRank;
        const double upper = !m_isUpperSet || m_upperRank > count ? count : m_upperRank;
        return (upper - lower) / all;
    }

private:
    template<class RankAt>
    static void meet(double v, double &rank, bool &isSet, double from, double to, double rankBefore, RankAt rankAt)
    {
        if (isSet)
            return;
        if (from >= v)
            rank = rankBefore;
        else if (to > v)
            rank = rankAt(v);
        else
            return;
        isSet = true;
    }

    double m_lower, m_upper, m_lowerRank = 0, m_upperRank = 0;
    bool m_isLowerSet = false, m_isUpperSet = false;
};

// One-sided histograms: their zero bucket begins or ends at zero.
void cutZeroBucket(Bucket &b, const NativeHistogram &h)
{
    if (h.negativeCounts.empty() && !h.positiveCounts.empty())
        b.lower = 0;
    else if (h.positiveCounts.empty() && !h.negativeCounts.empty())
        b.upper = 0;
}

double insideBucket(const Bucket &b, double fraction, bool isCustom)
{
    if (isCustom || (b.lower <= 0 && b.upper >= 0))
        return b.lower + (b.upper - b.lower) * fraction;
    const double lower = std::log2(std::abs(b.lower)), upper = std::log2(std::abs(b.upper));
    if (b.lower > 0)
        return std::exp2(lower + (upper - lower) * fraction);
    return -std::exp2(upper + (lower - upper) * (1 - fraction));
}

double middleOf(const Bucket &b, bool isCustom)
{
    if (isCustom)
        return (b.upper + b.lower) / 2;
    if (b.lower <= 0 && b.upper >= 0)
        return 0;
    const double middle = std::sqrt(b.upper * b.lower);
    return b.upper < 0 ? -middle : middle;
}

} // namespace

ClassicQuantile classicQuantile(double q, std::vector<ClassicBucket> &buckets)
{
    ClassicQuantile result;
    if (std::isnan(q) || q < 0 || q > 1) {
        result.value = std::isnan(q) ? nan : q < 0 ? -infinity : infinity;
    } else if (!prepare(buckets)) {
        result.value = nan;
    } else {
        forceMonotonic(buckets, result);
        result.value = interpolated(q, buckets);
    }
    return result;
}

double classicFraction(double lower, double upper, std::vector<ClassicBucket> &buckets)
{
    if (!prepare(buckets))
        return nan;
    const double count = buckets.back().count;
    if (count == 0 || std::isnan(lower) || std::isnan(upper))
        return nan;
    if (lower >= upper)
        return 0;
    FractionWalk walk(lower, upper);
    double rank = 0, from = buckets.front().upperBound <= 0 ? -infinity : 0;
    for (const ClassicBucket &b : buckets) {
        // Nothing is known of how observations are spread over an infinite bucket.
        const auto rankAt = [&](double v) {
            return from == -infinity ? b.count : rank + (b.count - rank) * (v - from) / (b.upperBound - from);
        };
        if (walk.bucket(from, b.upperBound, rank, rankAt))
            break;
        rank = b.count;
        from = b.upperBound;
    }
    return walk.share(count, count);
}

NativeQuantile nativeQuantile(double q, const NativeHistogram &h)
{
    if (q < 0 || q > 1)
        return {q < 0 ? -infinity : infinity};
    if (h.count == 0 || std::isnan(q))
        return {nan};
    // From the nearer end, which loses less precision. NaN among the observations counts at the upper end.
    const bool isUpwards = std::isnan(h.sum) || q < 0.5;
    std::vector<Bucket> buckets = allBuckets(h);
    if (!isUpwards)
        std::ranges::reverse(buckets);
    double rank = (isUpwards ? q : 1 - q) * h.count, count = 0;
    Bucket b;
    auto at = buckets.begin();
    for (; at != buckets.end(); ++at) {
        b = *at;
        count += b.count;
        if (b.count != 0 && count >= rank) {
            ++at;
            break;
        }
    }
    const bool isCustom = hasCustomBuckets(h);
    if (isCustom) {
        if (b.lower == -infinity) {
            if (b.upper <= 0)
                return {b.upper};
            b.lower = 0;
        } else if (b.upper == infinity) {
            return {b.lower};
        }
    } else if (b.lower < 0 && b.upper > 0) {
        cutZeroBucket(b, h);
    }
    count = std::min(count, h.count);
    if (count < rank)
        return std::isnan(h.sum) ? NativeQuantile{nan, NanNote::ResultIsNan} : NativeQuantile{b.upper};
    rank = isUpwards ? rank - (count - b.count) : count - rank;
    NativeQuantile result;
    if (std::isnan(h.sum)) {
        for (; at != buckets.end(); ++at) {
            count += at->count;
            b = *at;
        }
        if (count < h.count)
            result.note = NanNote::ResultIsSkewed;
    }
    result.value = insideBucket(b, rank / b.count, isCustom);
    return result;
}

NativeQuantile nativeFraction(double lower, double upper, const NativeHistogram &h)
{
    if (h.count == 0 || std::isnan(lower) || std::isnan(upper))
        return {nan};
    if (lower >= upper)
        return {0};
    const bool isCustom = hasCustomBuckets(h);
    FractionWalk walk(lower, upper);
    double rank = 0, count = 0;
    bool isDone = false;
    for (Bucket b : allBuckets(h)) {
        count += b.count;
        if (isDone)
            continue;
        const bool isZero = b.lower <= 0 && b.upper >= 0;
        if (isZero)
            cutZeroBucket(b, h);
        const auto rankAt = [&](double v) {
            const bool isLinear = isCustom || isZero;
            if (isLinear && b.lower == -infinity)
                return b.count;
            return rank + b.count * fractionBelow(b, v, isLinear);
        };
        isDone = walk.bucket(b.lower, b.upper, rank, rankAt);
        rank += b.count;
    }
    const bool mayHaveNan = std::isnan(h.sum);
    return {walk.share(mayHaveNan ? count : h.count, h.count),
            mayHaveNan && count < h.count ? NanNote::Excluded : NanNote::None};
}

double nativeVariance(const NativeHistogram &h)
{
    const double mean = h.sum / h.count;
    KahanSum variance;
    for (const Bucket &b : allBuckets(h)) {
        if (b.count == 0)
            continue;
        const double distance = middleOf(b, hasCustomBuckets(h)) - mean;
        variance.add(b.count * distance * distance);
    }
    return variance.value() / h.count;
}

double quantileOf(double q, std::vector<double> &values)
{
    if (values.empty() || std::isnan(q))
        return nan;
    if (q < 0 || q > 1)
        return q < 0 ? -infinity : infinity;
    const auto isBelow = [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; };
    const double last = static_cast<double>(values.size()) - 1, rank = q * last;
    const double lower = std::max(0.0, std::floor(rank)), weight = rank - std::floor(rank);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(lower);
    std::nth_element(values.begin(), at, values.end(), isBelow);
    const double upperValue = lower + 1 > last ? *at : *std::min_element(at + 1, values.end(), isBelow);
    return *at * (1 - weight) + upperValue * weight;
}

} // namespace wf::query
