// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/correlation/evidence.h"
#include "models/engine/alerts/alertsnapshot.h"
#include "models/engine/incidents/outcomes.h"
#include "models/signals/trace.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace wf::engine {

// One firing of an alert as part of an incident. Texts are outside text.
struct IncidentAlert {
    quint64 key = 0; // WatchedAlert::key
    QString fingerprint, name, service, region, instance, summary;
    signals::Severity severity = signals::Severity::Unknown; // as its rule says
    Handling handling = Handling::Open;
    QString owner;
    QStringList sources; // alert sources that carry it; empty: only a rule knows it
    QString quiet;       // why nobody need look at it now, as the noise filter says; empty: somebody need
    qint64 startNs = 0;
    qint64 endNs = 0;            // 0: it still fires
    quint64 joinedTo = 0;        // key of the alert that it fitted best; 0: it opened the incident, or was put by hand
    analysis::Evidence evidence; // of that fit
    [[nodiscard]] bool fires() const { return endNs == 0; }
    // It waits for somebody: it fires, nobody holds it, and nothing says that it may wait.
    [[nodiscard]] bool needsSomebody() const { return fires() && handling == Handling::Open && quiet.isEmpty(); }
    // This console found it unusual; no rule that people agreed on says so.
    [[nodiscard]] bool isFinding() const;
};
// What to call an alert in a list: its name; of a finding, what is unusual, without the service and the region that
// stand beside it.
[[nodiscard]] QString calledAs(const IncidentAlert &alert);
[[nodiscard]] QString calledAs(const WatchedAlert &alert);

// Alerts that belong together, as one thing to do.
struct Incident {
    qint64 number = 0;                                       // counted as they open, kept over restarts
    QString title;                                           // what hurts whom, in one sentence
    signals::Severity severity = signals::Severity::Unknown; // as an operator should see it
    QStringList reasons;                                     // why that severity, strongest first
    signals::Severity ofRules = signals::Severity::Unknown;  // the worst that its rules say
    bool isLearned = false;                                  // the severity comes from trees; else from rules
    std::optional<OutcomeKind> outcome;                      // what an operator said that it was
    QString outcomeNote;                                     // outside text
    qint64 openedNs = 0;                                     // its first alert
    qint64 closedNs = 0;                                     // 0: it is open
    QString service;                                         // where it begins; empty: its alerts name none
    QStringList services;                                    // all that alarm, by onset
    QStringList regions;
    QString owner;                     // who looks after all of it; empty while somebody is needed
    int needed = 0;                    // firing alerts that nobody holds and that are not quiet
    int quiet = 0;                     // firing alerts of which nobody need know
    std::vector<IncidentAlert> alerts; // by onset
    [[nodiscard]] QString id() const { return QStringLiteral("INC-%1").arg(number); }
    [[nodiscard]] bool isOpen() const { return closedNs == 0; }
};

using IncidentPtr = std::shared_ptr<const Incident>; // never null

using NamedCalls = std::shared_ptr<const std::vector<signals::ServiceCall>>;
struct PastIncident;
using PastIncidents = std::shared_ptr<const std::vector<PastIncident>>;

struct IncidentSnapshot {
    std::vector<IncidentPtr> open;   // worst first: what needs somebody, severity, the older
    std::vector<IncidentPtr> closed; // of the last day, newest end first
    int alertsFiring = 0;            // that stand behind the open ones
    int outcomes = 0;                // incidents of which an operator said what they were
    int examples = 0;                // kinds of alerts that are known from these
    bool hasLearned = false;         // they are enough: severities come from trees
    qint64 asOfNs = 0;
    NamedCalls named;   // who calls whom, as alerts name it; null: nothing
    PastIncidents past; // over for more than a day, of the last weeks; null: none
    // Null when there is none.
    [[nodiscard]] const Incident *find(qint64 number) const;
    // The open incident in which an alert fires.
    [[nodiscard]] const Incident *ofAlert(quint64 key) const;
};
using IncidentSnapshotPtr = std::shared_ptr<const IncidentSnapshot>;

// "Provider latency high on payment in eu-west, felt by checkout and gateway": the summary of the worst alert where the
// trouble begins, else its name as words, and the services that alarm with it.
[[nodiscard]] QString incidentTitle(const Incident &incident);
// That with since when: "…, since 01:53", of a closed one "…, from Wed 18:05 to Wed 18:40". Times are UTC.
[[nodiscard]] QString incidentSentence(const Incident &incident, qint64 nowNs);
// What to select for it: where it begins, since when.
[[nodiscard]] signals::Subject incidentSubject(const Incident &incident);
// "CheckoutP99LatencyHigh" and "checkout_p99_latency_high" as words: "Checkout p99 latency high".
[[nodiscard]] QString alertNameAsWords(const QString &name);

} // namespace wf::engine
