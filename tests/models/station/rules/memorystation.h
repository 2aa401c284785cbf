// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/station/intake/intake.h"

#include <mutex>

namespace wf::rulestest {

using namespace wf::station;

// Samples in memory behind a lock: what rules write they can read.
class MemoryStation final : public Intake, public query::SampleReader {
public:
    base::Result<Accepted> takeMetrics(MetricBatch batch) override
    {
        const std::lock_guard lock(m_mutex);
        if (refuses)
            return base::makeError(base::ErrorKind::Storage, QStringLiteral("the disk is full"));
        for (const auto &point : batch.points)
            m_samples.append(point.labels, point.timeMs, point.value);
        return Accepted{static_cast<qint64>(batch.points.size()), {}};
    }
    base::Result<Accepted> takeLogs(std::vector<signals::LogLine> /*lines*/) override { return Accepted{}; }
    base::Result<Accepted> takeSpans(std::vector<signals::Trace> /*traces*/) override { return Accepted{}; }
    base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &request,
                                                       std::stop_token stop) const override
    {
        const std::lock_guard lock(m_mutex);
        return m_samples.read(request, stop);
    }
    void put(const char *name, qint64 timeNs, double value)
    {
        const std::lock_guard lock(m_mutex);
        m_samples.append({{"__name__", name}, {"instance", "a"}}, timeNs / base::nsPerMs, value);
    }
    // The newest value of a series of this name; nothing when there is none or it has ended.
    std::optional<double> newest(const char *name)
    {
        const auto found = read({{signals::LabelMatcher::equal("__name__", name)}, 0, 4'000'000'000'000}, {});
        if (!found || found->empty() || signals::isStaleMarker(found->front().values.back()))
            return std::nullopt;
        return found->front().values.back();
    }
    bool refuses = false;

private:
    mutable std::mutex m_mutex;
    query::MemorySamples m_samples;
};

} // namespace wf::rulestest
