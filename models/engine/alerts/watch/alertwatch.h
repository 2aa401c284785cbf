// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/async/leftovers.h"
#include "models/base/clock.h"
#include "models/engine/alerts/watch/alertmerge.h"
#include "models/engine/alerts/watch/alertpolling.h"
#include "models/sources/ports.h"

#include <QObject>

class QTimer;

namespace wf::engine {

// Watches all alerts: asks every alert source and the rules of every metric source, merges on a pool, publishes. GUI
// thread.
class AlertWatch final : public QObject {
    Q_OBJECT
public:
    struct Options {
        qint64 intervalNs = 10 * base::nsPerSecond;
        PlaceResolver resolve; // empty: placeFromUsualLabels
    };
    AlertWatch(const sources::SourceSet &sources, const base::Clock &clock, const async::Pools &pools, Options options,
               QObject *parent = nullptr);
    ~AlertWatch() override;

    // Starts asking; stop() keeps what is known.
    void start();
    void stop();
    void pollNow();
    // Asks whatever is due; the timer calls it.
    void tick();

    // What a source said before this start.
    struct Kept {
        signals::AlertAnswer alerts;
        std::vector<signals::Silence> silences;
        qint64 asOfNs = 0;
    };
    // Counts until the source answers, and knowledge() says how old it is. Without effect afterwards.
    void restore(const QString &sourceId, Kept kept);

    // What this console itself found, as the alerts of one rule; replaces what was said before. Merged like the rules
    // of a metric source, and told by answered() like the list of an alert source, so that it is recorded. Where only
    // values moved, that is done once a minute.
    void setOwn(signals::Rule rule);

    // Never null.
    [[nodiscard]] const AlertSnapshotPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] AlertKnowledge knowledge() const;
    // For "unknown since hh:mm"; 0 when nothing was ever known.
    [[nodiscard]] qint64 unknownSinceNs() const;
    [[nodiscard]] qint64 intervalNs() const { return m_options.intervalNs; }
    // Nothing is being asked or merged.
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void changed();
    // Knowledge may change without an answer: by time passing.
    void knowledgeChanged();
    // A source's complete list just came, as that source told it.
    void answered(const wf::engine::AlertSourceView &source,
                  const std::shared_ptr<const wf::signals::AlertAnswer> &answer);

private:
    struct AlertPoll;
    struct RulePoll;
    void askAlerts(AlertPoll &poll);
    void askRules(RulePoll &poll);
    void finished(AlertPoll &poll);
    void merge();
    void arm();
    void refreshKnowledge();

    const base::Clock &m_clock;
    const async::Pools &m_pools;
    Options m_options;
    std::vector<std::unique_ptr<AlertPoll>> m_alertPolls;
    std::vector<std::unique_ptr<RulePoll>> m_rulePolls;
    std::shared_ptr<const std::vector<signals::Rule>> m_own; // null: nothing was found yet
    qint64 m_ownToldNs = 0;
    AlertSnapshotPtr m_snapshot;
    AlertKnowledge m_knowledge = AlertKnowledge::NotAsked;
    bool m_running = false;
    bool m_merging = false;
    bool m_mergeAgain = false;
    QTimer *m_timer = nullptr;
    async::Leftovers m_leftovers; // answers and snapshots before the last
    async::JobScope m_jobs;
};

} // namespace wf::engine
