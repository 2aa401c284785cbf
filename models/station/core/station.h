// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/ports.h"
#include "models/station/care/caretaker.h"
#include "models/station/config/stationfile.h"
#include "models/station/core/stationstate.h"
#include "models/station/core/storeintake.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <deque>

namespace wf::store {
class Ledger;
}

namespace wf::station {

class Collecting;
class Doors;
class IntakeDoor;
class StationAlerts;
class StationLogs;
class StationMetrics;
class StationRules;
class StationTraces;
struct RuleSettings;

struct StationOptions {
    QString directory;  // where it keeps its data
    QString configFile; // station.yaml; empty or missing = defaults
    QString id = QStringLiteral("station");
    QString name;
    // False: nothing is scraped, tailed or listened to; only what is put into intake() is kept, and rules run when
    // startRules() says so (the demo).
    bool collects = true;
};

// The embedded default: collects, keeps and answers for one machine or a small fleet, behind the same ports as any
// server. Stores open in the background; nothing here waits for them. GUI thread.
class Station final : public QObject {
    Q_OBJECT
public:
    // The ledger keeps silences; all that is borrowed outlives it.
    Station(StationOptions options, const base::Clock &clock, async::Pools &pools, net::SecretStore *secrets,
            store::Ledger &ledger, QObject *parent = nullptr);
    ~Station() override;

    // Begins to collect, as the file says. Before it the station only answers. Again: reads the file anew.
    void start();
    // Runs these rules from now on instead of the file's.
    void startRules(const RuleSettings &settings);
    // As they are evaluated now.
    [[nodiscard]] std::vector<signals::Rule> rules() const;
    // Where the rules keep their alerts over a restart.
    [[nodiscard]] QString ruleStateFile() const;

    // Its ports, to stand among the sources of an environment; they live as long as it.
    [[nodiscard]] std::vector<sources::Source *> ports() const;
    // What is put in here is kept, and sent on when the file says so.
    [[nodiscard]] std::shared_ptr<Intake> intake() const;
    [[nodiscard]] const std::shared_ptr<StationStores> &stores() const { return m_stores; }
    [[nodiscard]] const StationStatePtr &state() const { return m_state; }
    [[nodiscard]] bool collects() const { return m_options.collects; }
    [[nodiscard]] Caretaker &care() { return *m_care; }

Q_SIGNALS:
    void changed(); // state() is new, at most once a second
    // The first samples of this run are there, and again when there are enough for rates: worth asking anew.
    void arrived();
    void alertsChanged(); // rules were evaluated; at most once a second
    void noticed(const wf::store::StoreNotice &notice);

private:
    struct Relay; // what stores tell, to us while we live
    [[nodiscard]] base::Result<StationFile> readFile();
    void survey();
    void collectInto(StationState &state) const;
    void watchArrival(qint64 samples);
    void publish(StationState state);
    [[nodiscard]] double perSecond(qint64 IntakeCount::*what, IntakeCount IntakeCounts::*kind) const;

    StationOptions m_options;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    net::SecretStore *m_secrets;
    std::shared_ptr<Relay> m_relay;
    std::shared_ptr<LineFeed> m_feed;
    std::shared_ptr<StationStores> m_stores;
    std::shared_ptr<StoreIntake> m_intake;
    std::shared_ptr<IntakeDoor> m_door; // what all who bring something hold
    std::unique_ptr<StationMetrics> m_metrics;
    std::unique_ptr<StationLogs> m_logs;
    std::unique_ptr<StationTraces> m_traces;
    std::unique_ptr<StationAlerts> m_alerts;
    QThreadPool m_pool; // of what collects; its jobs end before what they use
    std::unique_ptr<Caretaker> m_care;
    std::unique_ptr<Collecting> m_collecting;
    std::unique_ptr<StationRules> m_rules;
    std::unique_ptr<Doors> m_doors; // goes first: its threads ask the others
    QStringList m_configProblems;
    StationStatePtr m_state;
    std::deque<std::pair<qint64, IntakeCounts>> m_minute; // counts of the last minute, by time
    qint64 m_measuredNs = 0;
    QTimer m_secondArrival;
    bool m_hasArrived = false;
    async::JobScope m_jobs;
    QTimer m_beat, m_hourly;
    QTimer m_alertsSoon;
};

} // namespace wf::station
