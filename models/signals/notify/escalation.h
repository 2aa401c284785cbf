// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/recurrence/recurringwindow.h"
#include "models/signals/severity.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace wf::signals {

// Whom a step tells. Exactly one of the three is set.
struct NotifyTarget {
    QString channel; // by name
    QString person;
    QString onCall; // a rota: whoever is on call when the step comes
    friend bool operator==(const NotifyTarget &, const NotifyTarget &) = default;
};

// "Tell these, at once or so long after the step before, unless somebody has taken the incident by then."
struct EscalationStep {
    qint64 afterNs = 0;
    std::vector<NotifyTarget> targets; // at least one
    friend bool operator==(const EscalationStep &, const EscalationStep &) = default;
};

struct Escalation {
    QString name;
    // Which incidents it is for; all of these must hold, empty ones do.
    std::vector<Severity> severities;
    QStringList services;                     // with * for anything
    std::vector<base::RecurringWindow> hours; // in which the incident opened
    bool onlyWithBurn = false;                // an objective of its services burns

    std::vector<EscalationStep> steps; // at least one
    int rounds = 1;                    // how often all of them are gone through, at most 20
    qint64 roundAfterNs = 0;           // between the last step and the first of the next round
};

struct Person {
    QString name;         // unique
    QStringList channels; // by name, in this order, all at once
    QStringList known;    // what calendars call them beside their name: mail addresses, initials
    [[nodiscard]] bool isCalled(const QString &who) const { return name == who || known.contains(who); }
    friend bool operator==(const Person &, const Person &) = default;
};

// Somebody stands in: instead of what the calendar says.
struct OnCallOverride {
    qint64 startNs = 0, endNs = 0;
    QString person;
    friend bool operator==(const OnCallOverride &, const OnCallOverride &) = default;
};

struct OnCallRota {
    QString name;     // unique
    QString calendar; // of iCalendar: path of a file, or an http(s) address
    std::vector<OnCallOverride> overrides;
    friend bool operator==(const OnCallRota &, const OnCallRota &) = default;
};

} // namespace wf::signals
