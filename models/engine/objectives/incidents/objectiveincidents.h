// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/budget/attribution.h"
#include "models/engine/objectives/compute/budgetreport.h"
#include "models/signals/severity.h"
#include "models/store/alertlog.h"

namespace wf::engine {

// Firings of one service's alerts that follow each other closely, as they are kept: one thing that happened.
struct ObjectiveIncident {
    QString service;
    QString title;    // the worst alert's name; outside text
    QString sentence; // its summary annotation; outside text
    signals::Severity severity = signals::Severity::Unknown;
    base::TimeRange range; // up to now while it goes on
    bool isOpen = false;
    int firings = 0;
};
// Firings less than a quarter of an hour apart are one. In order of their start. Pure.
[[nodiscard]] std::vector<ObjectiveIncident> incidentsOf(const std::vector<store::AlertSighting> &sightings,
                                                         qint64 nowNs);

// What one of them took of an objective's budget.
struct BudgetTaken {
    ObjectiveIncident incident;
    double bad = 0;
    double points = 0; // percent of the whole budget
};
struct BudgetSpent {
    std::vector<BudgetTaken>
        incidents;        // in order of time; those that took less than a twentieth of a point are left out
    double elsewhere = 0; // points outside of them
};
// By the history of the report; nothing when there is none. Pure.
[[nodiscard]] BudgetSpent spentBy(const std::vector<ObjectiveIncident> &incidents, const signals::Objective &objective,
                                  const BudgetReport &report);

} // namespace wf::engine
