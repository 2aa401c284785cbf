// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/changes/metricsweep.h"
#include "models/engine/changes/movetarget.h"
#include "models/engine/changes/tracechanges.h"

#include <QObject>

namespace wf::engine {

// "What changed here?": every metric, log pattern and trait of traces of all sources, ranked by how much it departs
// from the baseline. "What moves with this?": every metric ranked by how its news go with those of one series, before
// or after it. Results come while it runs, the best so far first. A new question takes the place of a running one. GUI
// thread.
class ChangeSearch final : public QObject {
    Q_OBJECT
public:
    ChangeSearch(const sources::SourceSet &sources, SubjectRules rules, const base::Clock &clock, async::Pools &pools,
                 QObject *parent = nullptr);
    ~ChangeSearch() override;

    // Windows shorter than four scrapes are refused with a sentence in the snapshot.
    void ask(const ChangeQuestion &question);
    void ask(const MoveQuestion &question);
    // What is known so far stays.
    void cancel();
    void setScrapeInterval(qint64 ns) { m_scrapeNs = ns; }                  // the least step; default 15 s
    [[nodiscard]] const ChangesPtr &snapshot() const { return m_snapshot; } // never null

Q_SIGNALS:
    void changed();

private:
    void begin();
    void refuse(const base::Error &why);
    void compareWith(const base::Result<MoveTarget> &target);
    void sweep(const ChangeGrid &grid, const std::vector<qint64> &moments, MetricSweep::Judge judge);
    void take(const SignalChanges &said, SignalChanges &into);
    void publish();

    const sources::SourceSet &m_sources;
    SubjectRules m_rules;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    qint64 m_scrapeNs = 15 * base::nsPerSecond;
    qint64 m_startedNs = 0; // monotonic
    ChangeQuestion m_question;
    std::optional<MoveQuestion> m_moves;
    std::shared_ptr<const MoveTarget> m_target;
    ChangeGrid m_grid;
    MetricSweep::Told m_metrics;
    SignalChanges m_logs, m_traces;
    int m_open = 0; // of logs and traces
    bool m_isCancelled = false;
    ChangesPtr m_snapshot;
    std::unique_ptr<MoveTargetReader> m_targetReader;
    std::unique_ptr<MetricSweep> m_sweep;
    std::unique_ptr<LogChanges> m_logChanges;
    std::unique_ptr<TraceChanges> m_traceChanges;
};

} // namespace wf::engine
