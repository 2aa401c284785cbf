// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/config/configsection.h"
#include "models/station/intake/intake.h"
#include "models/station/sendon/sender.h"

#include <QObject>

#include <memory>
#include <mutex>
#include <vector>

namespace wf::station {

// Section `send_on` of the station's file: where else what comes in goes.
//
//     send_on:
//       remote_write:                     # Prometheus, Mimir …: samples
//         - {url: "http://prom:9090/api/v1/write", token_env: NAME, tenant: team-a, queue: 64MiB}
//       loki:                             # log lines
//         - {url: "http://loki:3100/loki/api/v1/push"}
//       otlp:                             # spans
//         - {url: "http://collector:4318/v1/traces"}
struct SendTarget {
    enum class Kind { RemoteWrite, Loki, Otlp };
    Kind kind = Kind::RemoteWrite;
    net::HttpOptions http; // base: the whole address
    qint64 queueBytes = 64LL << 20;
};
[[nodiscard]] std::vector<SendTarget> readSendTargets(const ConfigSection &section);

// The door into the station with a way out behind it: everything goes to the station first, and then on to the
// targets: batches the station took, whole, even when it refused a part of one (it does not say which). They may be
// slow or away: what waits is bounded, the oldest goes first, and the station is never held up. The Intake's methods on
// any thread; construction, flush() and states() on the owner's, which has an event loop.
class SendOnIntake final : public QObject, public Intake {
    Q_OBJECT
public:
    // `station` outlives it.
    SendOnIntake(Intake &station, const std::vector<SendTarget> &targets, net::HttpEnvironment environment,
                 QObject *parent = nullptr);
    ~SendOnIntake() override;

    [[nodiscard]] base::Result<Accepted> takeMetrics(MetricBatch batch) override;
    [[nodiscard]] base::Result<Accepted> takeLogs(std::vector<signals::LogLine> lines) override;
    [[nodiscard]] base::Result<Accepted> takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                        std::vector<signals::LogMark> marks) override;
    [[nodiscard]] base::Result<std::vector<signals::LogMark>> logMarks() const override;
    [[nodiscard]] base::Result<Accepted> takeSpans(std::vector<signals::Trace> traces) override;

    // Hands over what is still being gathered into a parcel (done every five seconds anyway).
    void flush();
    [[nodiscard]] std::vector<SenderState> states() const;

private:
    struct Way;
    [[nodiscard]] bool hasWay(SendTarget::Kind kind) const;
    void ship(SendTarget::Kind kind, const std::string &body, qint64 items);
    void shipPoints(MetricBatch batch);
    void shipLines(const std::vector<signals::LogLine> &lines);

    Intake &m_station;
    std::vector<std::unique_ptr<Way>> m_ways;
    QTimer m_gather;
    std::mutex m_mutex; // of what is gathered
    MetricBatch m_points;
    std::vector<signals::LogLine> m_lines;
    std::size_t m_lineBytes = 0;
    std::vector<signals::Trace> m_traces;
    std::size_t m_spans = 0;
};

// Samples of a batch by series, as remote write sends them.
[[nodiscard]] std::string encodeBatch(const MetricBatch &batch);

} // namespace wf::station
