// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/pace/random.h"

namespace wf::net {

enum class BreakerPhase { Closed, HalfOpen, Open };

// Circuit breaker of one source: closed until so many failures in a row, then open for a while, then half-open with one
// probe at a time. A pure state machine over a clock and dice; no timers, no I/O, one thread (reliability.md 3.1).
class Breaker {
public:
    struct Options {
        int failuresToOpen = 5;
        qint64 openNs = 60 * base::nsPerSecond; // times U(0.8, 1.2), so that consoles do not return in step
        int successesToClose = 2;
        qint64 probeDeadlineNs = 5 * base::nsPerSecond; // a probe that hangs longer no longer holds the door
    };
    // What admit() gave out; handed back with the outcome. Outcomes of an earlier phase change nothing.
    struct Ticket {
        quint64 generation = 0;
        quint64 probe = 0; // 0 = ordinary
        bool admitted = false;
    };

    Breaker(const base::Clock &clock, Uniform uniform) : Breaker(clock, std::move(uniform), Options()) {}
    Breaker(const base::Clock &clock, Uniform uniform, Options options);

    // May something be sent now? Turns open into half-open when its time is over.
    [[nodiscard]] Ticket admit();
    void succeeded(const Ticket &ticket);
    void failed(const Ticket &ticket);
    // Given up by us: says nothing about the server, but frees the probe's place.
    void abandoned(const Ticket &ticket);

    // The background health probe saw the server answer.
    void healthSeen();
    // The operator asked to try again at once.
    void retryNow();

    [[nodiscard]] BreakerPhase phase() const { return m_phase; }
    // Monotonic instant at which an open breaker lets the next probe through; 0 when not open.
    [[nodiscard]] qint64 openUntilNs() const { return m_phase == BreakerPhase::Open ? m_openUntilNs : 0; }
    [[nodiscard]] int consecutiveFailures() const { return m_failures; }

private:
    void open();
    void halfOpen(int successes);
    void close();
    void countSuccess();
    [[nodiscard]] bool isCurrent(const Ticket &ticket) const;

    const base::Clock &m_clock;
    Uniform m_uniform;
    Options m_options;
    BreakerPhase m_phase = BreakerPhase::Closed;
    quint64 m_generation = 1;
    quint64 m_nextProbe = 1;
    quint64 m_probe = 0; // running probe
    qint64 m_probeStartNs = 0;
    int m_failures = 0;
    int m_successes = 0;
    qint64 m_openUntilNs = 0;
};

} // namespace wf::net
