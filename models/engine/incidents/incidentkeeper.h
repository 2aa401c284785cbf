// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/async/leftovers.h"
#include "models/engine/alerts/watch/alertwatch.h"
#include "models/engine/incidents/incidentbook.h"
#include "models/store/records.h"

#include <QJsonValue>
#include <QObject>
#include <QPointer>

#include <deque>

namespace wf::store {
class AlertLog;
class Ledger;
struct AlertSighting;
} // namespace wf::store

namespace wf::engine {

// What takes back a split, a merge, or what was taught by itself.
struct IncidentUndo {
    bool wasSplit = false; // else a merge, or a lesson
    qint64 incident = 0;
    qint64 other = 0; // the one that was made, or that is gone
    std::vector<quint64> keys;
    std::vector<Lesson> lessons;
    bool wasTaught = false;          // only lessons; nothing moved
    std::vector<Lesson> before = {}; // what was known of the same pairs
    std::vector<Fit> fits = {};      // why the alerts that moved were where they were
};

// Folds all alerts into incidents, keeps their numbers and what an operator taught in the ledger, and learns from every
// alert of the last weeks. The folding runs on a pool. GUI thread.
class IncidentKeeper final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        AlertWatch &alerts;
        ServiceCatalog &services;
        store::AlertLog &log;
        store::Ledger &ledger;
    };
    IncidentKeeper(const Parts &parts, PlaceResolver resolve, const base::Clock &clock, const async::Pools &pools,
                   QString actor, QObject *parent = nullptr);
    ~IncidentKeeper() override;

    // Reads what was kept; nothing is folded before that. Again: once all is kept, everything is folded anew from what
    // was kept, under the same numbers; deeds wait until then.
    void start();
    // From now on what this finds quiet needs nobody.
    void heed(const NoiseWatch &noise);
    // What objectives say of services now: severities follow.
    void heedHarm(analysis::HarmByService harm);
    // Never null; without incidents until start() has read what was kept and a source has answered.
    [[nodiscard]] const IncidentSnapshotPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isSettled() const
    {
        return m_isReady && !m_isBusy && !m_isToRead && !m_isReading && m_jobs.empty();
    }
    // Everything that is to be kept is written.
    [[nodiscard]] bool isKept() const { return m_writesOpen == 0 && m_deedsOpen == 0 && m_toKeep.empty(); }
    // Of the last write into the ledger; what was shaped then holds until the end of the session only.
    [[nodiscard]] const std::optional<base::Error> &keepError() const { return m_keepError; }

    // Replies once it is kept. Invalid: the incident is not open, or nothing would be left of it.
    using Reply = std::function<void(const base::Result<IncidentUndo> &)>;
    void split(qint64 incident, std::vector<quint64> keys, Reply reply);
    void merge(qint64 into, qint64 other, Reply reply);
    // From now on these groups of kinds (lessonsBetween()) never, or always, belong together; what is there stays as it
    // is. `incident` is the one that the audit trail names. Invalid: nothing of it is new.
    void teach(qint64 incident, const std::vector<std::vector<AlertKindName>> &groups, bool together, Reply reply);
    void undo(const IncidentUndo &what, Reply reply);

    // How far apart alerts may begin and still be one incident; kept. Incidents that are there keep their
    // alerts.
    [[nodiscard]] qint64 windowNs() const { return m_settings.windowNs; }
    void setWindow(qint64 ns, store::Reply<base::Done> reply);
    static constexpr qint64 shortestWindowNs = base::nsPerMinute, longestWindowNs = 2 * base::nsPerHour;
    // As it is written; nothing when it is no duration or outside of these bounds.
    [[nodiscard]] static std::optional<qint64> windowFrom(const QString &text);

    // Says what an incident was in the end; nothing takes it back. Replies with what was said before, once it is kept.
    // Invalid: the incident is not known any more.
    using SettleReply = std::function<void(const base::Result<std::optional<IncidentOutcome>> &)>;
    void settle(qint64 incident, const std::optional<IncidentOutcome> &outcome, SettleReply reply);

Q_SIGNALS:
    void changed();

private:
    struct Outcome {
        IncidentSnapshotPtr snapshot;
        std::vector<KeptIncident> kept;
        IncidentUndo undo;
        bool isDone = true; // false: a deed that was not possible
        IncidentBook::Settled settled = {};
    };
    using Job = std::function<Outcome(IncidentBook &)>;
    using Done = std::function<void(const Outcome &)>;
    void readWhenKept();
    void readPast();
    void restore(const std::vector<store::AlertSighting> &newestFirst);
    void follow();
    [[nodiscard]] static Outcome shaped(IncidentBook &book, qint64 nowNs, IncidentUndo undo,
                                        std::optional<IncidentBook::Shaped> by);
    void enqueue(Job job, Done done);
    void runNext();
    void unlearn(const IncidentUndo &what, Reply reply);
    void act(Job job, const QString &action, bool forgets, Reply reply);
    using KeptJson = std::map<qint64, QJsonValue>; // by number; null: kept as nothing
    [[nodiscard]] static KeptJson asJson(const std::vector<KeptIncident> &incidents);
    void keep(const KeptJson &incidents);
    void writeNext();
    void write(const QString &key, const QJsonValue &value, const store::Reply<base::Done> &reply = {});
    void keepOutcome(qint64 incident, const IncidentBook::Settled &settled, const SettleReply &reply);

    Parts m_parts;
    PlaceResolver m_resolve;
    QPointer<const NoiseWatch> m_noise;
    std::shared_ptr<const analysis::HarmByService> m_harm;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    QString m_actor;
    analysis::CorrelationSettings m_settings;
    std::shared_ptr<IncidentBook> m_book; // of one job at a time
    IncidentSnapshotPtr m_snapshot;
    std::vector<Lesson> m_lessons; // as read at the start
    std::vector<KeptIncident> m_keptBefore;
    std::vector<IncidentOutcome> m_outcomesBefore;
    std::deque<std::pair<Job, Done>> m_jobs;
    KeptJson m_toKeep;
    std::optional<base::Error> m_keepError;
    bool m_isReady = false;
    bool m_isToRead = false;
    bool m_isReading = false; // jobs wait
    bool m_isBusy = false;
    int m_writesOpen = 0;   // numbers
    int m_deedsOpen = 0;    // what deeds taught and said
    bool m_isStale = false; // alerts changed while a job ran
    async::Request m_reading;
    std::vector<async::Request> m_writing;
    std::vector<async::Request> m_deeds;
    async::Leftovers m_leftovers; // snapshots before the last
    async::JobScope m_scope;
};

} // namespace wf::engine
