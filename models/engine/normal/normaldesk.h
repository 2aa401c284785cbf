// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/normal/normalplan.h"
#include "models/engine/normal/tracestanding.h"

#include <QObject>

#include <map>

namespace wf::engine {

// "Is this normal?": what belongs to a subject is read at the same hour of the seven days and four weeks before, and
// held against now. Only those hours are asked for. What is known is told while the rest is on its way; a new question
// takes the place of a running one. GUI thread.
class NormalDesk final : public QObject {
    Q_OBJECT
public:
    // Asked at each question: what is known beside the sources.
    using Knowledge = std::function<NormalKnowledge()>;
    NormalDesk(MetricReader &metrics, const sources::SourceSet &sources, SubjectRules rules, Knowledge knowledge,
               const base::Clock &clock, QObject *parent = nullptr);
    ~NormalDesk() override;

    // `atNs`: the moment; 0: that of a trace or a point in a chart, else now. `write`: how the chart writes the values
    // of a metric that is asked of it.
    void ask(const signals::Subject &subject, qint64 atNs = 0, WriteValue write = {});
    void cancel();
    [[nodiscard]] const NormalPtr &snapshot() const { return m_snapshot; } // never null

    static constexpr qint64 stepNs = 5 * base::nsPerMinute;

Q_SIGNALS:
    void changed();

private:
    struct Asked {
        NormalProbe probe;
        std::map<base::Labels, std::map<qint64, double>> series; // by time in ms
        std::size_t open = 0;
    };
    void askMetrics(Asked &asked, base::TimeRange range);
    void askLogs(Asked &asked, base::TimeRange range);
    void take(Asked &asked, const std::vector<signals::Series> &series);
    void failed(const base::Error &error);
    void answered(Asked &asked);
    void publish();

    MetricReader &m_metrics;
    const sources::SourceSet &m_sources;
    SubjectRules m_rules;
    Knowledge m_knowledge;
    const base::Clock &m_clock;
    NormalKnowledge m_known;
    WriteValue m_write;
    NormalSnapshot m_said;
    NormalPtr m_snapshot;
    std::vector<std::unique_ptr<Asked>> m_asked;
    std::unique_ptr<TraceStanding> m_traces;
    std::size_t m_open = 0; // probes, and traces
    std::vector<async::Request> m_requests;
};

} // namespace wf::engine
