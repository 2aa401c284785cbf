// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An intake that remembers what it was given, and refuses what it is told to.
#pragma once

#include "models/station/intake/intake.h"

#include <functional>
#include <mutex>
#include <optional>

namespace wf::tests {

class RecordingIntake final : public station::Intake {
public:
    base::Result<station::Accepted> takeMetrics(station::MetricBatch batch) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_error)
            return *m_error;
        station::Accepted accepted;
        for (auto &point : batch.points) {
            if (refuses && refuses(point.labels)) {
                accepted.refuse(QStringLiteral("out of order"), point.labels.toString());
                continue;
            }
            ++accepted.taken;
            m_points.push_back(std::move(point));
        }
        m_families.insert(m_families.end(), batch.families.begin(), batch.families.end());
        return accepted;
    }
    base::Result<station::Accepted> takeLogs(std::vector<signals::LogLine> lines) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_error)
            return *m_error;
        const auto count = static_cast<qint64>(lines.size());
        m_lines.insert(m_lines.end(), lines.begin(), lines.end());
        return station::Accepted{count, {}};
    }
    base::Result<station::Accepted> takeSpans(std::vector<signals::Trace> traces) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_error)
            return *m_error;
        station::Accepted accepted;
        for (auto &trace : traces) {
            accepted.taken += static_cast<qint64>(trace.spans.size());
            m_traces.push_back(std::move(trace));
        }
        return accepted;
    }

    void fail(std::optional<base::Error> error)
    {
        const std::lock_guard lock(m_mutex);
        m_error = std::move(error);
    }
    // Copies, because other threads may go on giving.
    [[nodiscard]] std::vector<station::MetricPoint> points() const { return copied(m_points); }
    [[nodiscard]] std::vector<signals::MetricInfo> families() const { return copied(m_families); }
    [[nodiscard]] std::vector<signals::LogLine> lines() const { return copied(m_lines); }
    [[nodiscard]] std::vector<signals::Trace> traces() const { return copied(m_traces); }

    std::function<bool(const base::Labels &)> refuses; // set before anything is given

private:
    template<class T>
    T copied(const T &list) const
    {
        const std::lock_guard lock(m_mutex);
        return list;
    }
    mutable std::mutex m_mutex;
    std::optional<base::Error> m_error;
    std::vector<station::MetricPoint> m_points;
    std::vector<signals::MetricInfo> m_families;
    std::vector<signals::LogLine> m_lines;
    std::vector<signals::Trace> m_traces;
};

} // namespace wf::tests
