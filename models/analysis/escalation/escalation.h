// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/notify/escalation.h"

#include <span>

// When an escalation tells whom. Pure: the same history gives the same steps.
namespace wf::analysis {

// Of an incident, as conditions ask it.
struct EscalatedFacts {
    signals::Severity severity = signals::Severity::Unknown;
    QStringList services;
    qint64 openedNs = 0;
    bool isBurning = false; // an objective of its services
};
// The first whose conditions hold; null when there is none.
[[nodiscard]] const signals::Escalation *escalationFor(std::span<const signals::Escalation> all,
                                                       const EscalatedFacts &facts);

// Whether one of the patterns, in which * stands for anything, names one of the services; no patterns name all.
[[nodiscard]] bool namesService(const QStringList &patterns, const QStringList &services);

// How far it has come. Its clock stands while somebody holds the incident.
struct EscalationProgress {
    QString escalation; // by name
    qint64 startedNs = 0;
    qint64 heldNs = 0;      // how long it has stood, up to the last time it went on
    qint64 heldSinceNs = 0; // 0: it runs
    int told = 0;           // steps that were told, over all rounds
    bool isOver = false;    // the incident is closed
    friend bool operator==(const EscalationProgress &, const EscalationProgress &) = default;
};
void hold(EscalationProgress &progress, qint64 nowNs);
void goOn(EscalationProgress &progress, qint64 nowNs);

struct EscalationTurn {
    int number = 0; // over all rounds, from 0
    int round = 0;
    int step = 0;
    qint64 dueNs = 0; // as its clock runs now
    friend bool operator==(const EscalationTurn &, const EscalationTurn &) = default;
};
// Steps that are to be told now and were not, in order; late ones are among them, none is left out.
[[nodiscard]] std::vector<EscalationTurn> dueTurns(const signals::Escalation &escalation,
                                                   const EscalationProgress &progress, qint64 nowNs);
// The one after all that were told. Nothing when it is through, held or over.
[[nodiscard]] std::optional<EscalationTurn> nextTurn(const signals::Escalation &escalation,
                                                     const EscalationProgress &progress);

} // namespace wf::analysis
