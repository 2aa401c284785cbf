// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/changes/metricchanges.h"
#include "models/engine/changes/tracechanges.h"

#include <QObject>

namespace wf::engine {

// "What changed here?": every metric, log pattern and trait of traces of all sources, ranked by how much it departs
// from the baseline. Results come while it runs, the best so far first. A new question takes the place of a running
// one. GUI thread.
class ChangeSearch final : public QObject {
    Q_OBJECT
public:
    ChangeSearch(const sources::SourceSet &sources, SubjectRules rules, const base::Clock &clock, async::Pools &pools,
                 QObject *parent = nullptr);
    ~ChangeSearch() override;

    // Windows shorter than four scrapes are refused with a sentence in the snapshot.
    void ask(const ChangeQuestion &question);
    // What is known so far stays.
    void cancel();
    void setScrapeInterval(qint64 ns) { m_scrapeNs = ns; }                  // the least step; default 15 s
    [[nodiscard]] const ChangesPtr &snapshot() const { return m_snapshot; } // never null

Q_SIGNALS:
    void changed();

private:
    void take(const SignalChanges &said, SignalChanges &into);
    void publish();

    const sources::SourceSet &m_sources;
    SubjectRules m_rules;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    qint64 m_scrapeNs = 15 * base::nsPerSecond;
    qint64 m_startedNs = 0; // monotonic
    ChangeQuestion m_question;
    MetricChanges::Told m_metrics;
    SignalChanges m_logs, m_traces;
    int m_open = 0; // of logs and traces
    bool m_isCancelled = false;
    ChangesPtr m_snapshot;
    std::unique_ptr<MetricChanges> m_metricChanges;
    std::unique_ptr<LogChanges> m_logChanges;
    std::unique_ptr<TraceChanges> m_traceChanges;
};

} // namespace wf::engine
