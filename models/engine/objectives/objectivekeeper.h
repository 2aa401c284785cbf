// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/budget/errorbudget.h"
#include "models/base/completeness.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/objectives/sli/sliqueries.h"
#include "models/signals/objective.h"
#include "models/signals/severity.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <memory>

namespace wf::engine {

struct BurnWindowState {
    analysis::BurnRule rule;
    double shortBurn = 0;
    double longBurn = 0;
    bool known = false; // both windows have data
    [[nodiscard]] bool fires() const { return known && shortBurn > rule.factor && longBurn > rule.factor; }
};

// One objective as it stands. NaN where nothing is known.
struct ObjectiveState {
    signals::Objective objective;
    SliQueries queries;    // per coarse step, for "how do you know"
    bool known = false;    // there is traffic to judge by
    double compliance = 0; // good share over the window
    double left = 0;       // of the budget; 1 = untouched
    qint64 leftNs = 0;     // the same as time of complete failure still allowed
    double totalEvents = 0, badEvents = 0, allowedEvents = 0;
    double coverage = 0; // share of the window's steps with data
    std::vector<BurnWindowState> windows;
    std::optional<qint64> exhaustedInNs; // at the burn of the last hour
    analysis::EventCounts coarse;        // over the window
    analysis::EventCounts fine;          // over the last hours
    std::vector<double> burnDown;        // parallel to coarse
    signals::Severity severity = signals::Severity::Unknown;
    base::Completeness completeness;
    std::optional<base::Error> error;
};

struct ObjectivesSnapshot {
    std::vector<ObjectiveState> objectives; // worst first
    QStringList problems;                   // of files that could not be read as they stand
    qint64 asOfNs = 0;
};
using ObjectivesPtr = std::shared_ptr<const ObjectivesSnapshot>;

// Keeps the error budgets of all objectives in the environment's OpenSLO files: two counts per objective at two
// resolutions, from which every window is computed here. Files are read again when they change. GUI thread.
class ObjectiveKeeper : public QObject {
    Q_OBJECT
public:
    ObjectiveKeeper(QStringList paths, MetricReader &metrics, const base::Clock &clock, QObject *parent = nullptr);
    ~ObjectiveKeeper() override;

    void start();
    void refresh();
    [[nodiscard]] const ObjectivesPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isBusy() const { return m_waiting > 0; }

Q_SIGNALS:
    void changed();

private:
    struct Round;
    void loadFiles();
    void ask(std::size_t index, bool coarse, bool part, const QString &expr, base::TimeRange range, qint64 stepNs);
    void publish();

    QStringList m_paths;
    MetricReader &m_metrics;
    const base::Clock &m_clock;
    std::vector<signals::Objective> m_objectives;
    QStringList m_problems;
    std::unique_ptr<Round> m_round;
    std::vector<async::Request> m_requests;
    ObjectivesPtr m_snapshot;
    QFileSystemWatcher m_watcher;
    QTimer m_timer;
    int m_waiting = 0;
};

// Pure: everything that follows from the two counts.
void judge(ObjectiveState &state);

} // namespace wf::engine
