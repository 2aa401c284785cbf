// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/samplereader.h"

#include <unordered_map>

namespace wf::query {

// Samples in memory, as a Prometheus TSDB would give them back: histograms of one run of a counter say that no reset
// lies between them. One thread writes, then any number may read.
class MemorySamples final : public SampleReader {
public:
    // Of one series in ascending order of time; a sample at the time of the newest one, or before it, is left out.
    void append(const base::Labels &labels, qint64 timeMs, double value, qint64 startMs = 0);
    void append(const base::Labels &labels, qint64 timeMs, const signals::NativeHistogram &histogram,
                qint64 startMs = 0);
    void clear();
    [[nodiscard]] base::Result<std::vector<signals::RawSeries>> read(const SampleRequest &request,
                                                                     std::stop_token stop) const override;

private:
    struct Series {
        signals::RawSeries raw;
        bool isHistogramNewest = false;
    };
    Series &seriesOf(const base::Labels &labels);
    static bool isNewest(const Series &series, qint64 timeMs);

    std::vector<Series> m_series;
    std::unordered_map<base::Labels, std::size_t> m_byLabels;
};

} // namespace wf::query
