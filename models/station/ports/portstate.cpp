// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/ports/portstate.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

namespace {

constexpr std::size_t remembered = 256;

double quantile(std::vector<double> values, double q)
{
    const auto at = static_cast<std::size_t>(q * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
    return values[at];
}

} // namespace

PortState::PortState(QString id, QString name, signals::SourceKind kind, const base::Clock &clock) : m_clock(clock)
{
    m_state.id = std::move(id);
    m_state.name = std::move(name);
    m_state.kind = kind;
    m_state.address = QCoreApplication::translate("Station", "this program");
    m_state.isLocal = true;
    m_state.reach = signals::Reachability::Up;
    m_state.since = clock.nowNs();
    m_state.lastOkNs = m_state.since;
    m_state.capability = {QStringLiteral("Watchfloor station"), QStringLiteral(WF_VERSION), {}};
}

void PortState::asked()
{
    ++m_state.requests;
    ++m_state.inFlight;
}

void PortState::givenUp()
{
    --m_state.inFlight;
}

void PortState::answered(qint64 tookNs)
{
    --m_state.inFlight;
    took(tookNs);
    m_state.lastOkNs = m_clock.nowNs();
    if (m_state.reach != signals::Reachability::Up) {
        m_state.reach = signals::Reachability::Up;
        m_state.since = m_state.lastOkNs;
    }
}

// A wrong question is no fault of the station's.
void PortState::failed(const base::Error &error, qint64 tookNs)
{
    --m_state.inFlight;
    took(tookNs);
    ++m_state.failures;
    m_state.lastError = error;
    m_state.lastErrorNs = m_clock.nowNs();
    if (error.kind == base::ErrorKind::Storage && m_state.reach == signals::Reachability::Up) {
        m_state.reach = signals::Reachability::Degraded;
        m_state.since = m_state.lastErrorNs;
    }
}

void PortState::noteDatum(qint64 ns)
{
    m_state.newestDatumNs = std::max(m_state.newestDatumNs, ns);
}

void PortState::took(qint64 ns)
{
    m_latenciesMs.push_back(static_cast<double>(ns) / base::nsPerMs);
    if (m_latenciesMs.size() > remembered)
        m_latenciesMs.pop_front();
    const std::vector<double> values(m_latenciesMs.begin(), m_latenciesMs.end());
    m_state.latencyP50Ms = quantile(values, 0.5);
    m_state.latencyP95Ms = quantile(values, 0.95);
}

} // namespace wf::station
