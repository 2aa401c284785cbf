// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/rawseries.h"
#include "models/station/intake/intake.h"

#include <mutex>
#include <optional>
#include <vector>

namespace wf::support {

// Takes everything and remembers it; or refuses with the error it was given. Thread-safe.
class RecordingIntake final : public station::Intake {
public:
    base::Result<station::Accepted> takeMetrics(station::MetricBatch batch) override
    {
        const std::scoped_lock lock(m_mutex);
        ++m_batches;
        if (m_error)
            return *m_error;
        station::Accepted accepted;
        accepted.taken = static_cast<qint64>(batch.points.size());
        for (auto &family : batch.families)
            m_families.push_back(std::move(family));
        for (auto &point : batch.points)
            m_points.push_back(std::move(point));
        return accepted;
    }
    base::Result<station::Accepted> takeLogs(std::vector<signals::LogLine>) override { return station::Accepted(); }
    base::Result<station::Accepted> takeSpans(std::vector<signals::Trace>) override { return station::Accepted(); }

    void answerWith(std::optional<base::Error> error)
    {
        const std::scoped_lock lock(m_mutex);
        m_error = std::move(error);
    }
    [[nodiscard]] int batches() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_batches;
    }
    [[nodiscard]] std::vector<station::MetricPoint> points() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_points;
    }
    [[nodiscard]] std::vector<signals::MetricInfo> families() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_families;
    }
    // All points of series that hold these labels, in the order taken.
    [[nodiscard]] std::vector<station::MetricPoint> points(const base::Labels &wanted) const
    {
        std::vector<station::MetricPoint> out;
        for (const auto &point : points())
            if (point.labels.containsAll(wanted))
                out.push_back(point);
        return out;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<station::MetricPoint> m_points;
    std::vector<signals::MetricInfo> m_families;
    std::optional<base::Error> m_error;
    int m_batches = 0;
};

} // namespace wf::support
