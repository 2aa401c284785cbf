// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/station/tail/logsonlyintake.h"

#include <QStringList>

#include <deque>
#include <map>
#include <mutex>

namespace wf::stationtest {

// Keeps lines and marks in memory; answers the next offers with `failures` first. Thread-safe.
class FakeIntake final : public LogsOnlyIntake {
public:
    [[nodiscard]] base::Result<station::Accepted> takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                                 std::vector<signals::LogMark> marks) override
    {
        const std::scoped_lock lock(m_mutex);
        ++m_offers;
        if (!failures.empty()) {
            const auto error = failures.front();
            failures.pop_front();
            return error;
        }
        station::Accepted out;
        for (auto &line : lines) {
            if (!refuses.empty() && line.text == refuses) {
                out.refuse(QStringLiteral("too old"), {});
                continue;
            }
            ++out.taken;
            m_lines.push_back(std::move(line));
        }
        for (auto &mark : marks)
            if (mark.position.empty())
                m_marks.erase(mark.origin);
            else
                m_marks[mark.origin] = mark.position;
        return out;
    }
    [[nodiscard]] base::Result<std::vector<signals::LogMark>> logMarks() const override
    {
        const std::scoped_lock lock(m_mutex);
        if (!keepsMarks)
            return station::Intake::logMarks();
        std::vector<signals::LogMark> out;
        for (const auto &[origin, position] : m_marks)
            out.push_back({origin, position});
        return out;
    }

    [[nodiscard]] std::vector<signals::LogLine> lines() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_lines;
    }
    [[nodiscard]] QStringList texts() const
    {
        QStringList out;
        for (const auto &line : lines())
            out << QString::fromStdString(line.text);
        return out;
    }
    [[nodiscard]] std::size_t markCount() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_marks.size();
    }
    [[nodiscard]] int offers() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_offers;
    }

    bool keepsMarks = true;
    std::string refuses; // lines that read so
    std::deque<base::Error> failures;

private:
    mutable std::mutex m_mutex;
    std::vector<signals::LogLine> m_lines;
    std::map<std::string, std::string> m_marks;
    int m_offers = 0;
};

} // namespace wf::stationtest
