// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>
#include <vector>

namespace wf::signals {

// A run of neighbouring buckets: `offset` empty ones are skipped first (the first span counts from index 0).
struct BucketSpan {
    qint32 offset = 0;
    quint32 length = 0;
    friend bool operator==(const BucketSpan &, const BucketSpan &) = default;
};

// One sample of a native histogram as Prometheus 3 keeps it (model/histogram.FloatHistogram). Bucket i of the positive
// side holds (base^(i-1), base^i] with base = 2^(2^-schema), the negative side mirrors it. With schema customBuckets
// the upper bounds are `customBounds` (ascending, +Inf implied) and only the positive side is used. Counts are per
// bucket, not cumulative.
struct NativeHistogram {
    static constexpr int customBuckets = -53;
    enum class ResetHint { Unknown, Reset, NotReset, Gauge };

    int schema = 0; // -4 to 8, or customBuckets
    double zeroThreshold = 0;
    double zeroCount = 0;
    double count = 0;
    double sum = 0;
    std::vector<BucketSpan> positiveSpans, negativeSpans;
    std::vector<double> positiveCounts, negativeCounts; // parallel to the buckets of the spans
    std::vector<double> customBounds;
    ResetHint resetHint = ResetHint::Unknown;
    friend bool operator==(const NativeHistogram &, const NativeHistogram &) = default;
};
using NativeHistogramPtr = std::shared_ptr<const NativeHistogram>;

} // namespace wf::signals
