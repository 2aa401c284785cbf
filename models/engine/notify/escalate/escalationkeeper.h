// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incidentkeeper.h"
#include "models/engine/notify/deliver/deliverydesk.h"
#include "models/engine/notify/escalate/escalationround.h"
#include "models/engine/notify/escalate/nextstep.h"
#include "models/engine/notify/escalate/oncallcalendars.h"
#include "models/engine/notify/escalate/runnersign.h"

#include <QHash>
#include <QTimer>

namespace wf::engine {

// Runs escalations when it is told to, and always knows where they stand. A step's messages lie in the outbox before
// the step counts as told, under keys that are the same after a crash: none is told twice, none is left out. What was
// due while nobody ran escalations is told late, and says so. GUI thread.
class EscalationKeeper final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        IncidentKeeper &incidents;
        DeliveryDesk &desk;
        OnCallCalendars &calendars;
        store::Ledger &ledger;
        std::function<bool(const QStringList &services)> burns; // an objective of one of them; may be empty
    };
    EscalationKeeper(Parts parts, const base::Clock &clock, QString environment, QString actor,
                     QObject *parent = nullptr);
    ~EscalationKeeper() override;

    // Reads what is kept; nothing runs before that. ByHandOnly: goes through no step by itself, whatever is kept.
    enum class Run { AsKept, ByHandOnly };
    void start(Run run = Run::AsKept);
    [[nodiscard]] bool isRead() const { return m_isRead; }
    void setSettings(std::shared_ptr<const wire::NotifySettings> settings);

    // Whether this console runs them; kept. Off until somebody says so.
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    void setRunning(bool isRunning, store::Reply<base::Done> reply);
    static const QString runsKey; // of that in the ledger's settings

    // Who else runs them, as RunnerSign sees it; `isWhole`: nobody is missing among them.
    void heedOthers(std::vector<EscalationRunner> others, bool isWhole);
    [[nodiscard]] const std::vector<EscalationRunner> &others() const { return m_others; }
    // "run here", "run by ines on desk-3 since 13:02", "run by nobody", "not run here" where nobody can know more, and
    // that two run them.
    [[nodiscard]] QString runWords() const;
    // Somebody does: this console or another one.
    [[nodiscard]] bool isRunAnywhere() const { return m_isRunning || !m_others.empty(); }

    // Tells the next step of an open incident at once, whoever runs escalations and whoever has taken it; the last one
    // again when all were told. Replies with whom, once it is durable. Invalid: no escalation is for it, or
    // what is told of it is just being written down; NotFound: it is not open.
    void escalateNow(qint64 incident, const QString &note, store::Reply<QStringList> reply);

    // Tells a person, a rota or a channel of an open incident at once, whatever its escalation says. Replies as above.
    // Invalid: nobody can be reached by it now.
    void escalateTo(qint64 incident, const signals::NotifyTarget &target, const QString &note,
                    store::Reply<QStringList> reply);

    // Where an open incident stands; nothing when no escalation is for it.
    struct View {
        QString escalation;
        int told = 0;        // steps
        bool isHeld = false; // its clock stands: somebody has taken it
        qint64 nextNs = 0;   // 0: no step follows, or it is held, or nobody runs it
        int nextStep = 0;    // from 1
        QStringList next;    // whom that step tells, as things are now: "Ana (ana-phone)"
        bool isRun = false;  // by this console
    };
    [[nodiscard]] std::optional<View> view(qint64 incident) const;
    // Of all open incidents what this console tells next; nothing while it runs no escalations.
    [[nodiscard]] std::vector<NextStep> nextSteps() const;
    // Who is on call in a rota now, of the settings as they are.
    [[nodiscard]] analysis::OnCallNow onCall(const signals::OnCallRota &rota, qint64 atNs) const;
    // Whether somebody is on call now in a rota that is about one of these services: an escalation that asks the rota
    // names one. A rota that no escalation asks is about all of them.
    [[nodiscard]] bool isOnCallFor(const QString &who, const QStringList &services) const;
    [[nodiscard]] const wire::NotifySettings &settings() const { return *m_settings; }

Q_SIGNALS:
    void changed();
    void problem(const QString &words); // for people, one line

private:
    struct Entry {
        std::optional<KeptEscalation> kept;
        bool isBusy = false;
    };
    [[nodiscard]] EscalationWorld world() const;
    [[nodiscard]] std::optional<View> viewIn(const EscalationWorld &now, const Incident &incident) const;
    void tick();
    // Whether this console tells anybody of it: it runs escalations, or somebody escalated it here by hand.
    [[nodiscard]] bool isOurs(const Entry &entry) const;
    // True: `deed` runs when the incident's number is written down, so that no other bears it after a crash.
    [[nodiscard]] bool waitsForNumber(qint64 incident, std::function<void()> deed);
    void runRound(qint64 incident, const EscalationRound &round, const std::function<void()> &done = {});
    void record(const Incident &incident, const QStringList &told, const QString &note);
    void laid(qint64 incident, const KeptEscalation &kept);
    void keep(qint64 incident, const KeptEscalation &kept);

    Parts m_parts;
    const base::Clock &m_clock;
    QString m_environment;
    QString m_actor;
    std::shared_ptr<const wire::NotifySettings> m_settings;
    std::map<qint64, Entry> m_entries;
    QTimer m_timer;
    bool m_isRead = false;
    Run m_run = Run::AsKept;
    bool m_isRunning = false;
    std::vector<EscalationRunner> m_others;
    bool m_areOthersWhole = false;
    std::vector<std::function<void()>> m_later; // asked for before the incident's number was written down
    std::vector<async::Request> m_requests;
};

} // namespace wf::engine
