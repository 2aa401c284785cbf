// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/rules/replay/replay.h"
#include "models/sources/ports.h"

#include <QObject>

#include <map>

namespace wf::store {
class AlertLog;
class Ledger;
} // namespace wf::store

namespace wf::engine {

struct ReplayQuestion {
    ReplayRule rule;
    QString source;        // id of a source of metrics or logs; empty: the first source of metrics
    int days = 7;          // 1 to 30
    qint64 intervalNs = 0; // how often the rule is evaluated; 0: once a minute
};

// Asks a source for what a rule's expression gave, day by day, and judges what would have fired by the alerts and
// incidents this console keeps. GUI thread; counts on a pool.
class Replayer final : public QObject {
    Q_OBJECT
public:
    Replayer(const sources::SourceSet &sources, store::AlertLog &log, store::Ledger &ledger, const base::Clock &clock,
             const async::Pools &pools, QObject *parent = nullptr);
    ~Replayer() override;

    struct Replies {
        std::function<void(const base::Result<ReplayPtr> &)> done;
        std::function<void(double share)> progress = {}; // 0 to 1, of the days asked
    };
    // Errors: Invalid (no such source, the expression is empty, days out of bounds), or what the source answered.
    async::Request replay(const ReplayQuestion &question, Replies replies);

    // The past is looked at in so many evaluations a series at most: a longer one is looked at more coarsely.
    static constexpr qint64 mostSteps = 45'000;
    // Of all series together; what is beyond is left out, and said.
    static constexpr std::size_t mostSamples = 4'000'000;
    static constexpr std::size_t mostSeries = 2'000;

private:
    struct Run;
    using RunPtr = std::shared_ptr<Run>;
    void askPast(const RunPtr &run);
    void askNextDay(const RunPtr &run);
    void take(const RunPtr &run, const signals::QueryAnswer &answer);
    void askPresence(const RunPtr &run);
    void askFirst(const RunPtr &run, const QString &presence, base::TimeRange range);
    void judge(const RunPtr &run);

    const sources::SourceSet &m_sources;
    store::AlertLog &m_log;
    store::Ledger &m_ledger;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    std::map<quint64, RunPtr> m_runs;
    quint64 m_nextId = 1;
};

// The range that is replayed, on multiples of the step, and the step. Pure.
struct ReplayGrid {
    base::TimeRange range;
    qint64 stepNs = 0;
};
[[nodiscard]] ReplayGrid replayGrid(qint64 nowNs, int days, qint64 intervalNs);

} // namespace wf::engine
