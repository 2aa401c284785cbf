// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <array>
#include <optional>

namespace wf::net {

// Counters of one client since it began.
struct HttpStats {
    qint64 requests = 0; // attempts that went out
    qint64 failures = 0; // of them
    qint64 retries = 0;
    qint64 joined = 0;  // answered by an equal request already in flight
    qint64 refused = 0; // by the breaker
    qint64 receivedBytes = 0;
    int inFlight = 0;
    int queued = 0;
    double latencyP50Ms = 0; // of the last 128 answers
    double latencyP95Ms = 0;
    qint64 lastOkNs = 0;
    std::optional<base::Error> lastError;
    qint64 lastErrorNs = 0;
    qint64 clockSkewNs = 0; // server minus us; good to about half a second
};

// Quantiles of the last 128 latencies.
class LatencyWindow {
public:
    void add(qint64 ns);
    [[nodiscard]] double quantileMs(double q) const;

private:
    std::array<qint64, 128> m_ring{};
    std::size_t m_count = 0;
};

// Server clock minus ours from Date headers: the middle of the exchange with the shortest round trip of the last eight.
// When one of the clocks was set meanwhile, what was measured before is forgotten.
class SkewEstimate {
public:
    void add(qint64 serverNs, qint64 sentNs, qint64 receivedNs);
    [[nodiscard]] qint64 skewNs() const;

private:
    struct Sample {
        qint64 skewNs = 0;
        qint64 roundTripNs = 0;
    };
    std::array<Sample, 8> m_ring{};
    std::size_t m_count = 0;
};

} // namespace wf::net
