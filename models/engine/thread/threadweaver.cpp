// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/threadweaver.h"

namespace wf::engine {

namespace {
constexpr std::size_t historyMax = 200;
}

ThreadWeaver::ThreadWeaver(ServiceCatalog &catalog, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_catalog(catalog), m_clock(clock)
{
}

ThreadWeaver::~ThreadWeaver() = default;

void ThreadWeaver::add(std::unique_ptr<ThreadContributor> contributor)
{
    m_contributors.push_back(std::move(contributor));
}

void ThreadWeaver::follow(const signals::Subject &subject)
{
    if (m_pinned || subject.isNone())
        return;
    if (m_position >= 0 && m_history[static_cast<std::size_t>(m_position)] == subject)
        return;
    m_history.resize(static_cast<std::size_t>(m_position + 1));
    m_history.push_back(subject);
    if (m_history.size() > historyMax)
        m_history.erase(m_history.begin());
    m_position = static_cast<int>(m_history.size()) - 1;
    weave();
}

void ThreadWeaver::back()
{
    if (!canGoBack())
        return;
    --m_position;
    weave();
    Q_EMIT walked(m_history[static_cast<std::size_t>(m_position)]);
}

void ThreadWeaver::forward()
{
    if (!canGoForward())
        return;
    ++m_position;
    weave();
    Q_EMIT walked(m_history[static_cast<std::size_t>(m_position)]);
}

void ThreadWeaver::setPinned(bool pinned)
{
    m_pinned = pinned;
    Q_EMIT changed();
}

void ThreadWeaver::setHalfWindow(qint64 ns)
{
    m_halfNs = ns;
    weave();
}

void ThreadWeaver::refresh()
{
    if (m_waiting == 0 && m_position >= 0)
        weave();
}

ThreadQuestion ThreadWeaver::question() const
{
    ThreadQuestion q;
    q.subject = m_history[static_cast<std::size_t>(m_position)];
    q.nowNs = m_clock.nowNs();
    q.services = m_catalog.snapshot();
    q.window = q.subject.timeNs ? base::TimeRange::around(q.subject.timeNs, m_halfNs)
                                : base::TimeRange{q.nowNs - 2 * m_halfNs, q.nowNs};
    q.window.endNs = std::min(q.window.endNs, q.nowNs);
    for (const auto &call : q.services->calls) {
        const QString other = call.caller == q.subject.service   ? call.callee
                              : call.callee == q.subject.service ? call.caller
                                                                 : QString();
        if (!other.isEmpty() && other != q.subject.service && !q.neighbours.contains(other))
            q.neighbours << other;
    }
    return q;
}

void ThreadWeaver::weave()
{
    if (m_position < 0)
        return;
    m_requests.clear();
    m_question = question();
    m_parts.assign(m_contributors.size(), {});
    m_waiting = static_cast<int>(m_contributors.size());
    const bool sameSubject = m_thread && m_thread->subject == m_question.subject;
    for (std::size_t i = 0; i < m_contributors.size(); ++i)
        m_requests.push_back(m_contributors[i]->ask(m_question, [this, i, sameSubject](ThreadPart part) {
            m_parts[i] = std::move(part);
            --m_waiting;
            if (!sameSubject || m_waiting == 0) // a refresh replaces the old Thread in one step
                publish();
        }));
    if (!sameSubject)
        publish();
}

void ThreadWeaver::publish()
{
    m_thread = std::make_shared<const signals::Thread>(joinThread(m_question, m_parts, m_waiting == 0));
    Q_EMIT changed();
}

} // namespace wf::engine
