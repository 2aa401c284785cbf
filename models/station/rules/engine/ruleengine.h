// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/base/throttle.h"
#include "models/station/alerts/book/alertbook.h"
#include "models/station/rules/core/promqlquery.h"
#include "models/station/rules/core/rulegroup.h"
#include "models/station/rules/core/statefile.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

class QTimer;

namespace wf::station {

// What the engine borrows; all outlive it but what is shared.
struct RuleEngineContext {
    const base::Clock &clock;
    async::Pools &pools;
    std::shared_ptr<Intake> intake; // used on the pool
    std::shared_ptr<const query::SampleReader> samples;
    // Told what is due, on the engine's thread: the station's own alerts, or the dispatcher.
    std::function<void(const std::vector<PostedAlert> &)> tell;
};
struct RuleEngineOptions {
    base::Labels externalLabels;
    QString externalUrl;                 // of links in alerts; without it there are none
    qint64 resendNs = base::nsPerMinute; // firing alerts are told again after so long
    QString stateFile;                   // empty: nothing survives but ALERTS_FOR_STATE
    qint64 saveEveryNs = 15 * base::nsPerSecond;
    RestoreOptions restore;
    query::EvalOptions evaluation;
};

// Runs groups of rules at their times: evaluates on a pool, one evaluation of a group at a time, writes results to the
// intake, tells alerts, keeps state over restarts. Lives on one thread with an event loop (the GUI's), which it never
// holds up.
class RuleEngine final : public QObject {
    Q_OBJECT
public:
    RuleEngine(RuleEngineContext context, RuleEngineOptions options, QObject *parent = nullptr);
    ~RuleEngine() override; // saves the state

    // The groups from now on. Rules that stay keep their state; the series of those that go are ended.
    void apply(std::vector<GroupSpec> groups);

    [[nodiscard]] std::vector<signals::Rule> rules() const; // in the order applied, with present alerts
    struct GroupView {
        QString name;
        QString file;
        qint64 nextNs = 0;
        GroupCounters counters;
    };
    [[nodiscard]] std::vector<GroupView> groups() const;
    // Empty when all is well: why the state of the last run was not taken over, or cannot be saved now.
    [[nodiscard]] const QString &stateProblem() const { return m_stateProblem; }

    // Starts what is due by the clock; the timer does it too.
    void tick();

Q_SIGNALS:
    // New results; at most ten times a second.
    void changed();

private:
    using SavedPtr = std::shared_ptr<const SavedRuleState>;
    struct Held {
        std::shared_ptr<RuleGroup> group; // touched by the running evaluation alone while isRunning
        QString key;
        QString name, file;
        qint64 slotNs = 0; // of the next evaluation
        bool isRunning = false;
        bool isGone = false;                  // ends when the running evaluation has
        std::optional<GroupSpec> replacement; // likewise
        SavedPtr saved;                       // of the run before, until the first evaluation takes it over
        std::vector<signals::Rule> published;
        GroupCounters counters;
    };
    struct Outcome {
        std::vector<signals::Rule> published;
        std::vector<PostedAlert> due;
        GroupCounters counters;
        QJsonObject state;
        bool stateChanged = false;
    };
    void loadState();
    void stateLoaded(std::optional<base::Result<SavedRuleState>> read);
    void start(const std::shared_ptr<Held> &held);
    void finished(const std::shared_ptr<Held> &held, Outcome outcome);
    void end(const std::shared_ptr<Held> &held);
    void replace(Held &held, GroupSpec spec);
    [[nodiscard]] std::shared_ptr<Held> hold(GroupSpec spec);
    void arm();
    void save();

    RuleEngineContext m_context;
    RuleEngineOptions m_options;
    std::shared_ptr<const PromqlQuery> m_query;
    RuleEnvironment m_environment;
    std::vector<std::shared_ptr<Held>> m_groups; // in the order applied
    std::map<QString, QJsonObject> m_states;
    SavedPtr m_saved; // of the run before, until groups have it; null: none
    bool m_isLoaded = false;
    bool m_isDirty = false;
    QString m_stateProblem;
    QTimer *m_timer;
    QTimer *m_saving;
    base::Throttle m_soon;
    async::JobScope m_jobs;
};

} // namespace wf::station
