// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/history/rulehistory.h"
#include "models/engine/incidents/incident.h"

#include <QJsonObject>

namespace wf::engine {

// An incident as it is remembered for good. Texts are outside text.
struct PastIncident {
    struct Firing {
        QString fingerprint;
        qint64 startNs = 0;
        friend bool operator==(const Firing &, const Firing &) = default;
    };
    static constexpr std::size_t mostFirings = 200;

    qint64 number = 0;
    QString title, service;
    QStringList services;
    signals::Severity severity = signals::Severity::Unknown; // the worst it was seen with
    qint64 symptomNs = 0;                                    // first symptom; 0: nobody has looked for it
    qint64 openedNs = 0;
    qint64 takenNs = 0; // when somebody took the first of its alerts; 0: nobody
    QString takenBy;
    qint64 closedNs = 0; // 0: it was open when it was last seen
    std::optional<OutcomeKind> outcome;
    std::vector<Firing> firings; // the first by onset
    [[nodiscard]] QString id() const { return QStringLiteral("INC-%1").arg(number); }
    friend bool operator==(const PastIncident &, const PastIncident &) = default;
};
[[nodiscard]] QJsonObject toJson(const PastIncident &incident);
[[nodiscard]] std::optional<PastIncident> pastIncidentFrom(const QJsonObject &json);

// What operators said and did about firings, from the incidents they were in: real ones were acted on, noise was a
// false alarm, what healed itself was neither; without an outcome, what somebody took was acted on.
[[nodiscard]] VerdictOf verdictsOf(const std::vector<PastIncident> &incidents);

// Incidents in the shape of alerts, newest first, so that means and weeks are counted alike: from the first symptom
// until it opened, until somebody took it, until it was over. Those that began within the range.
[[nodiscard]] std::vector<PastAlert> asFirings(const std::vector<PastIncident> &incidents, base::TimeRange range);

} // namespace wf::engine
