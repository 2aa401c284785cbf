// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"

#include <vector>

// Where the buckets of a native histogram lie (prometheus.io/docs/specs/native_histograms).
namespace wf::query {

// Count is of this bucket alone.
struct Bucket {
    double lower = 0, upper = 0, count = 0;
    bool isLowerInclusive = false, isUpperInclusive = false;
    int index = 0;
};

[[nodiscard]] inline bool hasCustomBuckets(const signals::NativeHistogram &h)
{
    return h.schema == signals::NativeHistogram::customBuckets;
}
[[nodiscard]] inline bool isExponentialSchema(int schema)
{
    return schema >= -4 && schema <= 8;
}
// Upper bound of the bucket of that index; of custom buckets beyond the last +Inf, before the first -Inf.
[[nodiscard]] double exponentialBound(int index, int schema);
[[nodiscard]] double upperBound(const signals::NativeHistogram &h, int index);

// From zero away, empty ones included; the negative ones therefore descend.
[[nodiscard]] std::vector<Bucket> positiveBuckets(const signals::NativeHistogram &h);
[[nodiscard]] std::vector<Bucket> negativeBuckets(const signals::NativeHistogram &h);
[[nodiscard]] Bucket zeroBucket(const signals::NativeHistogram &h);
// All of them in ascending order, the zero bucket when it holds something; neighbours are cut at its edges.
[[nodiscard]] std::vector<Bucket> allBuckets(const signals::NativeHistogram &h);

// The share (0 to 1) of a bucket below `v`, which lies inside its finite bounds: on a straight line or, as suits
// exponential buckets, on a logarithmic scale.
[[nodiscard]] double fractionBelow(const Bucket &bucket, double v, bool isLinear);

} // namespace wf::query
