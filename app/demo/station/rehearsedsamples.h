// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/samplereader.h"
#include "models/station/intake/intake.h"

#include <map>
#include <mutex>

namespace wf::app::demo {

// What rules see that are rehearsed: the samples of the past, read once for a whole stretch of it rather than for every
// evaluation, and what the rules themselves have given so far.
class RehearsedSamples final : public query::SampleReader {
public:
    explicit RehearsedSamples(const query::SampleReader &past) : m_past(past) {}

    // Evaluations up to here come next, in order of time.
    void begin(qint64 untilMs);
    void keep(station::MetricBatch batch); // ascending for each series
    [[nodiscard]] const std::map<base::Labels, signals::RawSeries> &given() const { return m_given; }

    [[nodiscard]] base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &request,
                                                                     std::stop_token stop) const override;

private:
    struct Stretch {
        std::vector<signals::LabelMatcher> matchers;
        qint64 startMs = 0;
        std::vector<signals::RawSeries> series;
    };

    const query::SampleReader &m_past;
    qint64 m_untilMs = 0;
    std::map<base::Labels, signals::RawSeries> m_given;
    mutable std::mutex m_mutex;
    mutable std::vector<Stretch> m_stretches;
};

} // namespace wf::app::demo
