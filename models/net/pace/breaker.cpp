// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/pace/breaker.h"

#include <QRandomGenerator>

namespace wf::net {

Uniform systemUniform()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

Breaker::Breaker(const base::Clock &clock, Uniform uniform, Options options)
    : m_clock(clock), m_uniform(std::move(uniform)), m_options(options)
{
}

Breaker::Ticket Breaker::admit()
{
    const qint64 now = m_clock.monotonicNs();
    if (m_phase == BreakerPhase::Closed)
        return {m_generation, 0, true};
    if (m_phase == BreakerPhase::Open) {
        if (now < m_openUntilNs)
            return {};
        halfOpen(0);
    }
    if (m_probe && now - m_probeStartNs < m_options.probeDeadlineNs)
        return {};
    m_probe = m_nextProbe++;
    m_probeStartNs = now;
    return {m_generation, m_probe, true};
}

bool Breaker::isCurrent(const Ticket &ticket) const
{
    if (!ticket.admitted || ticket.generation != m_generation)
        return false;
    return m_phase == BreakerPhase::Closed || (m_phase == BreakerPhase::HalfOpen && ticket.probe == m_probe);
}

void Breaker::succeeded(const Ticket &ticket)
{
    if (!isCurrent(ticket))
        return;
    m_failures = 0;
    if (m_phase == BreakerPhase::HalfOpen) {
        m_probe = 0;
        countSuccess();
    }
}

void Breaker::failed(const Ticket &ticket)
{
    if (!isCurrent(ticket))
        return;
    if (m_phase == BreakerPhase::HalfOpen || ++m_failures >= m_options.failuresToOpen)
        open();
}

void Breaker::abandoned(const Ticket &ticket)
{
    if (isCurrent(ticket))
        m_probe = 0;
}

void Breaker::healthSeen()
{
    if (m_phase == BreakerPhase::Open)
        halfOpen(0);
    if (m_phase == BreakerPhase::HalfOpen)
        countSuccess();
}

void Breaker::retryNow()
{
    if (m_phase == BreakerPhase::Open)
        halfOpen(0);
}

void Breaker::open()
{
    ++m_generation;
    m_phase = BreakerPhase::Open;
    m_probe = 0;
    const double spread = 0.8 + 0.4 * m_uniform();
    m_openUntilNs = m_clock.monotonicNs() + static_cast<qint64>(static_cast<double>(m_options.openNs) * spread);
}

void Breaker::halfOpen(int successes)
{
    ++m_generation;
    m_phase = BreakerPhase::HalfOpen;
    m_probe = 0;
    m_successes = successes;
}

void Breaker::countSuccess()
{
    if (++m_successes >= m_options.successesToClose)
        close();
}

void Breaker::close()
{
    ++m_generation;
    m_phase = BreakerPhase::Closed;
    m_probe = 0;
    m_failures = 0;
}

} // namespace wf::net
