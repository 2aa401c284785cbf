// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/rawseries.h"
#include "models/station/receive/bucketruns_p.h"
#include "models/station/receive/otlpmetrics.h"

#include <QCoreApplication>

#include <cmath>

namespace wf::station {

using signals::NativeHistogram;

namespace {

constexpr int finestSchema = 8;
constexpr int coarsestSchema = -4;
// Prometheus' own for histograms that do not tell theirs.
constexpr double defaultZeroThreshold = 1e-128;

base::Error invalid(const char *text)
{
    return base::makeError(base::ErrorKind::Invalid, QCoreApplication::translate("Station", text));
}

// OpenTelemetry counts buckets by their lower bound, Prometheus by their upper one.
bool fill(const wire::otlp::ExponentialBuckets &from, int steps, std::vector<signals::BucketSpan> &spans,
          std::vector<double> &counts, double &total)
{
    BucketMap buckets;
    for (std::size_t i = 0; i < from.counts.size(); ++i) {
        if (from.counts[i] == 0)
            continue;
        const qint64 index = from.offset + static_cast<qint64>(i) + 1;
        if (index > INT32_MAX)
            return false;
        const auto count = static_cast<double>(from.counts[i]);
        buckets[coarser(index, steps)] += count;
        total += count;
    }
    writeBuckets(buckets, spans, counts);
    return true;
}

} // namespace

base::Result<NativeHistogram> nativeHistogram(const wire::otlp::DataPoint &point)
{
    if (point.scale < coarsestSchema)
        return invalid("an exponential histogram is coarser than a native histogram can be (scale below -4)");
    NativeHistogram h;
    h.schema = std::min(point.scale, finestSchema);
    h.zeroThreshold = point.zeroThreshold > 0 ? point.zeroThreshold : defaultZeroThreshold;
    if (point.hasNoValue) {
        h.sum = signals::staleMarker();
        h.count = signals::staleMarker();
        return h;
    }
    h.zeroCount = static_cast<double>(point.zeroCount);
    h.count = static_cast<double>(point.count);
    h.sum = point.sum.value_or(0);
    // Past 30 halvings there is one bucket on either side of 1.
    const int steps = std::min(point.scale - h.schema, 30);
    double total = h.zeroCount;
    if (!fill(point.positive, steps, h.positiveSpans, h.positiveCounts, total) ||
        !fill(point.negative, steps, h.negativeSpans, h.negativeCounts, total))
        return invalid("a bucket of an exponential histogram lies beyond what a native histogram can number");
    // With NaN among what was observed the buckets do not hold everything.
    if (std::isnan(h.sum) ? total > h.count : total != h.count)
        return invalid("the count of an exponential histogram is not the sum of its buckets");
    return h;
}

} // namespace wf::station
