// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"

#include <map>

// Buckets of one side of a native histogram by their index, and back into spans.
namespace wf::station {

using BucketMap = std::map<qint64, double>;

// Halving the resolution joins two neighbours: bucket i becomes ceil(i / 2) (Prometheus counts buckets by their upper
// bound). `steps` times.
[[nodiscard]] inline qint64 coarser(qint64 index, int steps)
{
    return ((index - 1) >> steps) + 1;
}

[[nodiscard]] inline BucketMap bucketsOf(const std::vector<signals::BucketSpan> &spans,
                                         const std::vector<double> &counts, int steps)
{
    BucketMap buckets;
    qint64 index = 0;
    std::size_t at = 0;
    for (const auto &span : spans) {
        index += span.offset;
        for (quint32 i = 0; i < span.length && at < counts.size(); ++i)
            buckets[coarser(index++, steps)] += counts[at++];
    }
    return buckets;
}

// Empty buckets are left out, but for gaps of one or two that cost more as a span.
inline void writeBuckets(const BucketMap &buckets, std::vector<signals::BucketSpan> &spans, std::vector<double> &counts)
{
    spans.clear();
    counts.clear();
    qint64 next = 0; // index after the last one written
    for (const auto &[index, count] : buckets) {
        if (count == 0)
            continue;
        const qint64 gap = index - next;
        if (spans.empty() || gap > 2) {
            spans.push_back({static_cast<qint32>(gap), 1});
        } else {
            spans.back().length += static_cast<quint32>(gap) + 1;
            counts.insert(counts.end(), static_cast<std::size_t>(gap), 0.0);
        }
        counts.push_back(count);
        next = index + 1;
    }
}

} // namespace wf::station
