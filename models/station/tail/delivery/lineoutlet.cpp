// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/delivery/lineoutlet.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station::tail {

namespace {

constexpr std::size_t mostLines = 5000;
constexpr std::size_t mostBytes = std::size_t{2} << 20;
constexpr qint64 shortestWaitNs = 100 * base::nsPerMs;
constexpr qint64 waitAfterErrorNs = 2 * base::nsPerSecond;

} // namespace

LineOutlet::LineOutlet(Intake &intake, const base::Clock &clock, QString positionPath)
    : m_intake(intake), m_clock(clock), m_file(std::move(positionPath))
{
}

std::vector<signals::LogMark> LineOutlet::restore()
{
    if (auto marks = m_intake.logMarks()) {
        m_intakeKeepsMarks = true;
        return std::move(*marks);
    }
    auto marks = m_file.load();
    if (marks)
        return std::move(*marks);
    m_fileProblem = marks.error().summary;
    return {};
}

void LineOutlet::add(signals::LogLine line)
{
    m_bytes += line.text.size();
    m_lines.push_back(std::move(line));
}

void LineOutlet::mark(signals::LogMark mark)
{
    m_marks[std::move(mark.origin)] = std::move(mark.position);
}

bool LineOutlet::isFull() const
{
    return m_lines.size() >= mostLines || m_bytes >= mostBytes;
}

bool LineOutlet::deliver()
{
    if (isEmpty())
        return true;
    std::vector<signals::LogMark> marks;
    for (const auto &[origin, position] : m_marks)
        marks.push_back({origin, position});
    // A copy, for what is not taken is offered again.
    const auto taken = m_intakeKeepsMarks ? m_intake.takeMarkedLogs(m_lines, marks)
                       : m_lines.empty()  ? base::Result<Accepted>(Accepted{})
                                          : m_intake.takeLogs(m_lines);
    if (!taken) {
        const auto &error = taken.error();
        m_isWaiting = error.kind == base::ErrorKind::RateLimited;
        m_intakeProblem = m_isWaiting ? QString() : error.summary;
        const qint64 wait = error.retryAfter ? error.retryAfter->count() * base::nsPerMs
                            : m_isWaiting    ? shortestWaitNs
                                             : waitAfterErrorNs;
        m_retryNs = m_clock.monotonicNs() + std::max(wait, shortestWaitNs);
        return false;
    }
    m_isWaiting = false;
    m_intakeProblem.clear();
    if (!taken->refused.empty()) {
        m_refused += taken->refusedCount();
        const auto &first = taken->refused.front();
        m_refusalProblem =
            QCoreApplication::translate("wf::station::tail", "%1 lines were not taken, the last ones: %2")
                .arg(m_refused)
                .arg(first.reason);
    }
    if (!m_intakeKeepsMarks)
        m_file.note(marks);
    m_lines.clear();
    m_marks.clear();
    m_bytes = 0;
    return true;
}

void LineOutlet::savePositions(bool atOnce)
{
    const qint64 now = m_clock.monotonicNs();
    if (!m_file.isDirty() || (!atOnce && now - m_savedNs < base::nsPerSecond))
        return;
    m_savedNs = now;
    const auto saved = m_file.save();
    m_fileProblem = saved ? QString() : saved.error().summary;
}

QString LineOutlet::problem() const
{
    for (const QString *text : {&m_intakeProblem, &m_fileProblem, &m_refusalProblem})
        if (!text->isEmpty())
            return *text;
    return {};
}

} // namespace wf::station::tail
