// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/server/routes.h"
#include "models/station/intake/intake.h"
#include "models/station/receive/counters.h"
#include "models/station/receive/otlpmetrics.h"
#include "models/station/sampling/tracesampler.h"

#include <functional>
#include <memory>

namespace wf::station {

struct ReceiverLimits {
    std::size_t bodyBytes = 16 << 20;     // on the wire
    std::size_t inflatedBytes = 64 << 20; // after decompression
    std::size_t items = 200'000;          // spans, points or lines of one request
    std::size_t lineBytes = 256 << 10;    // longer log lines are refused, as Loki does
};

struct ReceiverOptions {
    ReceiverLimits limits;
    OtlpMetricOptions metrics;
    std::size_t deltaSeries = 100'000;
    SamplingOptions sampling;
};

// What the receiver borrows; it outlives it.
struct ReceiverEnvironment {
    Intake &intake;
    const base::Clock &clock;
    // Last hand on every line before it is handed on (personal data masked …); may be empty. Worker threads.
    std::function<void(signals::LogLine &)> polish = {};
};

// Says yes and no to exporters: OTLP/HTTP (/v1/traces, /v1/metrics, /v1/logs), Zipkin (/api/v2/spans), Loki's push
// (/loki/api/v1/push) and Prometheus' remote write (/api/v1/write), each in the words of its protocol. What it has
// answered "taken" is in the Intake, but for spans that wait for the sampler's decision. Thread-safe.
class Receiver {
public:
    Receiver(ReceiverOptions options, ReceiverEnvironment environment);
    ~Receiver();
    Receiver(const Receiver &) = delete;
    Receiver &operator=(const Receiver &) = delete;

    [[nodiscard]] std::vector<net::server::Route> routes();
    // Decides about spans that have waited; call about every second.
    void tick();

    struct Counts {
        SignalCounts traces, metrics, logs;
        qint64 heldSpans = 0;
        double spanShare = 1; // of traces that are kept just now
    };
    [[nodiscard]] Counts counts() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wf::station
