// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/doors/intakedoor.h"

#include <QThread>
#include <QThreadPool>

namespace wf::station {

namespace {

// The last who holds it may be on any thread; it goes on its own.
void letGo(SendOnIntake *intake)
{
    if (QThread::currentThread() == intake->thread())
        delete intake;
    else
        intake->deleteLater();
}

} // namespace

void IntakeDoor::sendOn(const std::vector<SendTarget> &targets, const Sender::Environment &environment)
{
    if (m_sendOn)
        m_sendOn->stop();
    std::shared_ptr<SendOnIntake> next;
    if (!targets.empty())
        next = {new SendOnIntake(*m_station, targets, m_shelf, environment), letGo};
    environment.pool.start(m_shelf.sweeping(environment.http.clock.nowNs()));
    const std::scoped_lock lock(m_mutex);
    m_sendOn.swap(next); // the one before goes after the lock
}

std::vector<SenderState> IntakeDoor::states() const
{
    return m_sendOn ? m_sendOn->states() : std::vector<SenderState>();
}

std::shared_ptr<Intake> IntakeDoor::way() const
{
    const std::scoped_lock lock(m_mutex);
    return m_sendOn ? std::shared_ptr<Intake>(m_sendOn) : m_station;
}

base::Result<Accepted> IntakeDoor::takeMetrics(MetricBatch batch)
{
    return way()->takeMetrics(std::move(batch));
}

base::Result<Accepted> IntakeDoor::takeLogs(std::vector<signals::LogLine> lines)
{
    return way()->takeLogs(std::move(lines));
}

base::Result<Accepted> IntakeDoor::takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                  std::vector<signals::LogMark> marks)
{
    return way()->takeMarkedLogs(std::move(lines), std::move(marks));
}

base::Result<std::vector<signals::LogMark>> IntakeDoor::logMarks() const
{
    return way()->logMarks();
}

base::Result<Accepted> IntakeDoor::takeSpans(std::vector<signals::Trace> traces)
{
    return way()->takeSpans(std::move(traces));
}

} // namespace wf::station
