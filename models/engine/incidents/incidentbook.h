// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/correlation/correlator.h"
#include "models/engine/incidents/lessons.h"
#include "models/engine/incidents/outcomes.h"
#include "models/engine/incidents/similar.h"
#include "models/engine/noise/noisewatch.h"
#include "models/engine/services/servicecatalog.h"

#include <QHash>

#include <map>
#include <unordered_map>

namespace wf::engine {

// A firing of the past, from the alert log.
struct PastFiring {
    IncidentAlert alert;
    bool wasActedOn = false;                      // somebody acknowledged it
    std::vector<signals::ServiceCall> calls = {}; // that its labels and annotations named
};

// Why an alert was in its incident.
struct Fit {
    quint64 key = 0;
    qint64 startNs = 0;
    quint64 joinedTo = 0;
    analysis::Evidence evidence;
};

// Keeps the incidents: places every alert that begins, follows it to its end, takes an operator's corrections. A value
// without threads or files; whoever owns it asks one thing at a time. Bounded: closed incidents are forgotten after a
// day, and of incidents with more than twice `mostAlerts` the oldest that are over.
class IncidentBook {
public:
    static constexpr std::size_t mostAlerts = 20'000;
    static constexpr qint64 closedForNs = 24 * base::nsPerHour;
    static constexpr std::size_t mostPast = 2'000;
    static constexpr std::size_t mostNamed = 5'000; // calls that alerts name, the newest

    explicit IncidentBook(analysis::CorrelationSettings settings = {});

    // What is known from before, in this order and before the first apply(): what was taught, which incidents there
    // were, and all firings by their beginning.
    void restore(const std::vector<Lesson> &lessons, const std::vector<KeptIncident> &incidents,
                 const std::vector<PastFiring> &firings, qint64 nowNs);
    // What fires now. `services` may be null; without `noise` nothing is quiet.
    void apply(const AlertSnapshot &alerts, const ServicesPtr &services, const NoisePtr &noise = {});
    // What objectives say of services now; may be null. Severities follow.
    void learnHarm(const std::shared_ptr<const analysis::HarmByService> &harm);
    [[nodiscard]] IncidentSnapshotPtr snapshot(qint64 nowNs) const;
    // Incidents of which something changed that is to be kept, since the last call.
    [[nodiscard]] std::vector<KeptIncident> takeChanged();

    struct Shaped {
        qint64 other = 0;            // the incident that was made or is gone
        std::vector<quint64> keys;   // alerts that moved
        std::vector<Lesson> lessons; // what was taught by it
        std::vector<Lesson> before;  // what had been said of the same pairs, otherwise
        std::vector<Fit> fits;       // why the alerts that moved were where they were
    };
    // Takes these alerts out into an incident of their own, and teaches that they never belong to the rest. Nothing
    // when the incident is not open or would be left empty.
    std::optional<Shaped> split(qint64 incident, const std::vector<quint64> &keys);
    // Everything of `other` goes into `into`, and belongs to it always. Nothing when one of them is not known.
    std::optional<Shaped> merge(qint64 into, qint64 other);
    // Takes a split or a merge back: the alerts return with the reasons that they had, what it taught is forgotten, and
    // what had been taught before holds again. Nothing when these incidents have changed too much.
    std::optional<Shaped> unsplit(qint64 incident, const Shaped &by);
    std::optional<Shaped> unmerge(qint64 incident, const Shaped &by);
    // Teaches what is not known yet; nothing moves now. Nothing when nothing was new.
    struct Taught {
        std::vector<Lesson> lessons;
        std::vector<Lesson> before; // what was said of the same pairs
    };
    std::optional<Taught> teachAll(const std::vector<Lesson> &lessons);
    void teach(const Lesson &lesson);
    void forget(const Lesson &lesson);

    // What an operator said that an incident was; nothing takes it back. Severities are learned anew from all outcomes.
    // Without effect on an incident that is not known, but for taking back.
    struct Settled {
        std::optional<IncidentOutcome> before;
        std::optional<IncidentOutcome> now;
        std::vector<qint64> gone; // outcomes that had to go for it
    };
    std::optional<Settled> settle(qint64 incident, const std::optional<IncidentOutcome> &outcome);
    // What is known from before: outcomes with their examples.
    void restoreOutcomes(const std::vector<IncidentOutcome> &outcomes);

private:
    struct Record {
        qint64 number = 0;
        qint64 closedNs = 0;
        std::vector<IncidentAlert> alerts; // by onset
        std::vector<qint64> places;        // number of each alert in the correlator
        mutable IncidentPtr view;          // null: something changed since
        bool isKept = false;               // its number is, or is about to be
    };
    struct Placed {
        qint64 incident = 0;
        quint64 key = 0;
        qint64 startNs = 0;
    };
    struct Past { // of one kind of alert
        int fired = 0;
        int acted = 0;
        int healed = 0;
        std::vector<float> minutes; // the last 32
    };
    [[nodiscard]] static QString kindKey(const IncidentAlert &alert);
    [[nodiscard]] analysis::AlertFacts factsOf(const IncidentAlert &alert, qint64 beatNs) const;
    Record &open(qint64 number = 0);
    Record *recordFor(const IncidentAlert &alert, const analysis::Placement &placement);
    [[nodiscard]] bool isFarFrom(const IncidentAlert &alert, const analysis::Placement &placement) const;
    [[nodiscard]] Record *openRecord(qint64 number);
    [[nodiscard]] Record *stillFiringOn(const QString &service, const IncidentAlert &alert, qint64 sinceNs);
    [[nodiscard]] Record *stillFiringBeside(IncidentAlert &alert);
    void begin(const WatchedAlert &watched, const NoisePtr &noise);
    void place(IncidentAlert alert, qint64 beatNs);
    void put(Record &record, IncidentAlert alert, qint64 place);
    std::optional<Shaped> moveOut(qint64 incident, const std::vector<quint64> &keys, qint64 number);
    std::optional<Shaped> moveIn(qint64 into, qint64 other);
    void restoreFits(qint64 number, const std::vector<Fit> &fits);
    [[nodiscard]] IncidentAlert *alertOf(qint64 number, const Fit &fit);
    void unteach(const Shaped &by);
    [[nodiscard]] std::optional<bool> taught(const AlertKindName &one, const AlertKindName &other) const;
    void shrink(Record &record);
    void follow(Record &record, const QHash<quint64, const WatchedAlert *> &firing, const AlertSnapshot &alerts,
                const NoisePtr &noise);
    void closeWhatIsOver(qint64 nowNs);
    void rememberPast(std::vector<PastIncident> gone);
    void note(const IncidentAlert &over, bool acted);
    void know(const ServicesPtr &services);
    void learnCalls(const std::vector<signals::ServiceCall> &calls);
    void knowCalls();
    void changed(Record &record);
    [[nodiscard]] const IncidentPtr &view(const Record &record) const;
    void judge(Incident &incident) const;
    [[nodiscard]] analysis::ImpactFacts impactOf(const IncidentAlert &alert, const Incident &incident) const;
    [[nodiscard]] std::vector<OutcomeExample> examplesOf(const Incident &incident) const;
    void learn();

    analysis::CorrelationSettings m_settings;
    analysis::Correlator m_correlator;
    ServicesPtr m_services;
    NamedCalls m_named;                                    // by alerts; null: none
    std::shared_ptr<const analysis::HarmByService> m_harm; // null: nobody says
    QHash<QString, QStringList> m_callees;                 // by caller
    QHash<QString, int> m_depth;                           // calls between the edge and a service
    std::map<qint64, Record> m_records;
    std::unordered_map<quint64, qint64> m_byKey;  // firing alert -> incident
    std::unordered_map<qint64, Placed> m_byPlace; // alert of the correlator
    std::unordered_map<qint64, qint64> m_byGroup; // incident of the correlator -> incident
    QHash<QString, qint64> m_latest;              // service -> incident in which an alert of it began last
    struct KeptFiring {
        qint64 startNs = 0;
        qint64 number = 0;
    };
    [[nodiscard]] const KeptFiring *keptFiring(const IncidentAlert &alert) const;
    QHash<QString, std::vector<KeptFiring>> m_kept; // by fingerprint: the incidents of before
    QHash<QString, Past> m_past;
    Outcomes m_outcomes;
    analysis::Triage m_triage;
    PastIncidents m_pastIncidents; // newest last; null: none
    int m_examples = 0;
    std::vector<qint64> m_changed;
    std::vector<KeptIncident> m_unkept; // forgotten before they were kept: found in a history that nobody watched
    qint64 m_nextNumber = 1;
};

} // namespace wf::engine
