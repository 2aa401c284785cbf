// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/signals/sourcestate.h"

#include <deque>

namespace wf::station {

// The state of one port of the station as the Health screen shows it of every source: how long its answers take, what
// failed last. GUI thread.
class PortState {
public:
    PortState(QString id, QString name, signals::SourceKind kind, const base::Clock &clock);

    [[nodiscard]] const signals::SourceState &value() const { return m_state; }
    void asked();
    void givenUp(); // nobody waits for the answer any more
    void answered(qint64 tookNs);
    void failed(const base::Error &error, qint64 tookNs);
    void noteDatum(qint64 ns);
    void setLimits(const QStringList &limits) { m_state.capability.limits = limits; }

private:
    void took(qint64 ns);

    signals::SourceState m_state;
    const base::Clock &m_clock;
    std::deque<double> m_latenciesMs; // of the last answers
};

} // namespace wf::station
