// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/receive/receiver.h"
#include "models/wire/limits.h"
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/otlp/reply.h"
#include "models/wire/remotewrite/remotewrite.h"

#include <mutex>

namespace wf::station {

using net::server::Request;
using net::server::Response;

// How it went with what a request held, before it is put into the words of a protocol.
struct Outcome {
    qint64 items = 0;
    Accepted verdict;                 // taken and refused
    std::optional<base::Error> error; // nothing was taken
};

// Status and one line for an error of a decoder or of the intake: 400, 413, 429, 503; 500 for the rest.
struct Failure {
    int status = 500;
    std::string message;
    std::chrono::milliseconds retryAfter{0};
};
[[nodiscard]] Failure failureOf(const base::Error &error);
// Adds Retry-After when the failure passes.
void addRetryAfter(Response &response, const Failure &failure);
// One line that says what was refused: "3 refused: out of order (2, up{job="x"}), …".
[[nodiscard]] std::string refusalText(const Accepted &verdict);

class Receiver::Private {
public:
    Private(ReceiverOptions o, ReceiverEnvironment e)
        : options(std::move(o)), environment(std::move(e)), deltas(options.deltaSeries), sampler(options.sampling)
    {
    }

    [[nodiscard]] wire::Limits wireLimits() const;
    [[nodiscard]] qint64 nowNs() const { return environment.clock.nowNs(); }

    // The protocols.
    [[nodiscard]] Response otlp(const Request &request, wire::otlp::Signal signal);
    [[nodiscard]] Response zipkin(const Request &request);
    [[nodiscard]] Response lokiPush(const Request &request);
    [[nodiscard]] Response remoteWrite(const Request &request);

    // Into the intake, counted.
    [[nodiscard]] Outcome takeSpans(const Request &request, std::vector<signals::Trace> traces, std::size_t rejected,
                                    const QString &reason);
    [[nodiscard]] Outcome takeMetrics(const Request &request, MetricBatch batch, std::size_t items, Accepted verdict);
    [[nodiscard]] Outcome takeLines(const Request &request, std::vector<signals::LogLine> lines);
    void tick();

    ReceiverOptions options;
    ReceiverEnvironment environment;
    std::mutex deltaMutex;
    DeltaState deltas;
    mutable std::mutex samplerMutex;
    TraceSampler sampler;
    SignalCounter traces, metrics, logs;

private:
    [[nodiscard]] Response otlpRefusal(const Failure &failure, wire::otlp::Encoding encoding) const;
    [[nodiscard]] base::Result<Outcome> decodeOtlp(const Request &request, wire::otlp::Signal signal,
                                                   wire::otlp::Encoding encoding);
    void keepSpans(TraceSampler::Decided decided, Outcome &outcome);
    [[nodiscard]] SignalCounter &counterOf(wire::otlp::Signal signal);
};

} // namespace wf::station
