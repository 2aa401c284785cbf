// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/config/configsection.h"
#include "models/station/intake/intake.h"
#include "models/station/sendon/outboxshelf.h"
#include "models/station/sendon/parcels.h"
#include "models/station/sendon/sender.h"

#include <QObject>

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace wf::station {

// Section `send_on` of the station's file: where else what comes in goes.
//
//     send_on:
//       remote_write:                     # Prometheus, Mimir …: samples
//         - {url: "http://prom:9090/api/v1/write", token_env: NAME, tenant: team-a, queue: 64MiB}
//       loki:                             # log lines
//         - {url: "http://loki:3100/loki/api/v1/push"}
//       otlp:                             # a collector: spans, samples and lines
//         - {url: "http://collector:4318", signals: [traces, metrics, logs]}
//
// An address of OTLP that ends in /v1/traces, /v1/metrics or /v1/logs is taken as it is, for that signal.
struct SendTarget {
    SendKind kind = SendKind::RemoteWrite;
    net::HttpOptions http; // base: the whole address
    qint64 queueBytes = 64LL << 20;
    [[nodiscard]] QString key() const; // tells its outbox apart
};
[[nodiscard]] std::vector<SendTarget> readSendTargets(const ConfigSection &section);

// The door into the station with a way out behind it: everything goes to the station first, and then on to the
// targets: batches the station took, whole, even when it refused a part of one (it does not say which). When it
// answers, what goes on lies in the outboxes of the targets and survives kill -9; they may be slow or away: what waits
// is bounded, the oldest goes first, and the station is never held up. A target may get something twice after a crash.
// The Intake's methods on any thread; construction, flush(), stop() and states() on the owner's, which has an event
// loop.
class SendOnIntake final : public QObject, public Intake {
    Q_OBJECT
public:
    // All that is borrowed outlives it.
    SendOnIntake(Intake &station, const std::vector<SendTarget> &targets, OutboxShelf &shelf,
                 const Sender::Environment &environment, QObject *parent = nullptr);
    ~SendOnIntake() override;

    [[nodiscard]] base::Result<Accepted> takeMetrics(MetricBatch batch) override;
    [[nodiscard]] base::Result<Accepted> takeLogs(std::vector<signals::LogLine> lines) override;
    [[nodiscard]] base::Result<Accepted> takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                        std::vector<signals::LogMark> marks) override;
    [[nodiscard]] base::Result<std::vector<signals::LogMark>> logMarks() const override;
    [[nodiscard]] base::Result<Accepted> takeSpans(std::vector<signals::Trace> traces) override;

    // Sends what waits now, not only when there is enough for a request or five seconds have passed.
    void flush();
    // Sends nothing any more, for the outboxes are somebody else's from now on; what is still taken lies there.
    void stop();
    [[nodiscard]] std::vector<SenderState> states() const;

private:
    struct Way;
    [[nodiscard]] bool hasWay(SendKind kind) const;
    void ship(SendKind kind, const std::vector<Parcelled> &parcels);
    [[nodiscard]] std::vector<signals::MetricInfo> news(const std::vector<signals::MetricInfo> &families);

    Intake &m_station;
    const base::Clock &m_clock;
    std::vector<std::unique_ptr<Way>> m_ways;
    QTimer m_gather;
    std::mutex m_mutex;                           // of m_toldNs
    std::unordered_map<QString, qint64> m_toldNs; // when remote write was told of a family
};

} // namespace wf::station
