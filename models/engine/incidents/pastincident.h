// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"

namespace wf::engine {

// An incident of which one remembers what it was, and not every firing. Texts are outside text. What is not known is
// empty or 0: the ledger does not keep its kinds and words.
struct PastIncident {
    struct Firing {
        QString fingerprint;
        qint64 startNs = 0;
        friend bool operator==(const Firing &, const Firing &) = default;
    };
    static constexpr qsizetype mostKinds = 60;
    static constexpr std::size_t mostFirings = 200;

    qint64 number = 0;
    QString title;
    signals::Severity severity = signals::Severity::Unknown; // the worst it was seen with
    qint64 symptomNs = 0;                                    // first symptom
    qint64 openedNs = 0;
    qint64 takenNs = 0; // when somebody took the first of its alerts
    QString takenBy;
    qint64 closedNs = 0; // 0: it was open when it was last seen
    QString service;     // where it began
    QStringList services, regions;
    QStringList kinds; // "PaymentP99LatencyHigh payment", by onset
    QStringList words; // of title and summaries: lower case, without numbers, one each
    QString owner;     // who held alerts of it
    std::optional<OutcomeKind> outcome;
    QString outcomeNote;
    std::vector<Firing> firings; // the first by onset
    [[nodiscard]] QString id() const { return QStringLiteral("INC-%1").arg(number); }
    friend bool operator==(const PastIncident &, const PastIncident &) = default;
};

// As it stands now: everything but when it was noticed and taken.
[[nodiscard]] PastIncident pastIncident(const Incident &incident);

} // namespace wf::engine
