// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/triage/impact.h"
#include "models/base/completeness.h"
#include "models/engine/objectives/compute/freezeadvice.h"
#include "models/engine/objectives/compute/policies.h"
#include "models/engine/objectives/incidents/objectiveincidents.h"
#include "models/signals/severity.h"

#include <memory>

namespace wf::engine {

// One objective as it stands.
struct ObjectiveState {
    signals::Objective objective;
    ObjectivePolicies policies;
    BudgetReport report; // numbers are NaN where nothing is known
    FreezeAdvice freeze;
    BudgetSpent spent;
    signals::Severity severity = signals::Severity::Unknown;
    base::Completeness completeness; // stale: the report is an older one, for nobody answered
    std::optional<base::Error> error;
    QStringList together; // of several objectives as one: their names

    [[nodiscard]] bool isKnown() const { return report.whole.isKnown; } // there is traffic to judge by
    [[nodiscard]] double left() const { return report.left; }
    // How fast the budget was burnt in the last so long; NaN when it is not known.
    [[nodiscard]] double burn(qint64 lengthNs) const;
    // The objective's name, or else its id.
    [[nodiscard]] QString title() const { return objective.name.isEmpty() ? objective.id : objective.name; }
};

struct ObjectivesSnapshot {
    std::vector<ObjectiveState> objectives; // worst first
    QStringList problems;                   // of files that could not be read as they stand
    qint64 asOfNs = 0;                      // 0: nothing was computed yet
};
using ObjectivesPtr = std::shared_ptr<const ObjectivesSnapshot>;

// Spent or paging is critical; a ticket, advice against changes or less than a quarter left is a warning. Pure.
[[nodiscard]] signals::Severity severityOf(const BudgetReport &report, const FreezeAdvice &freeze);
// Everything that follows from a report. Pure.
[[nodiscard]] ObjectiveState stateOf(const signals::Objective &objective, const ObjectivePolicies &policies,
                                     BudgetReport report, const std::vector<ObjectiveIncident> &incidents);
// What they say of their services now, by the shortest window that has enough traffic. Pure.
[[nodiscard]] analysis::HarmByService harmOf(const ObjectivesSnapshot &objectives);
// What to select for it.
[[nodiscard]] signals::Subject objectiveSubject(const signals::Objective &objective);
void sortWorstFirst(std::vector<ObjectiveState> &states);

} // namespace wf::engine
