// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compute/budgetreport.h"
#include "models/signals/objective.h"

#include <QStringList>

#include <vector>

// Objectives taken together. Pure.
namespace wf::engine {

// One of them with its numbers; the report is not owned.
struct ObjectivePart {
    const signals::Objective *objective = nullptr;
    const BudgetReport *report = nullptr; // null or not known: it says nothing
    double weight = 1;                    // of a weighted composite
};

// Several objectives as one. By events: what all of them counted together, with the share that may be bad weighed by
// their events; those that count slices or shares cannot be added to those that count events and are left out.
// Weighted: the mean of their good shares, against the mean of their targets (Nobl9's and OpenSLO's composite).
struct Composite {
    int parts = 0;             // that are known and taken
    int left = 0;              // out: not known, or of another kind
    double total = 0, bad = 0; // of ByEvents
    double target = BudgetReport::unknown;
    double compliance = BudgetReport::unknown;
    double budgetLeft = BudgetReport::unknown;
    [[nodiscard]] bool isKnown() const { return parts > 0; }
};
[[nodiscard]] Composite togetherByEvents(const std::vector<ObjectivePart> &parts);
[[nodiscard]] Composite togetherByWeight(const std::vector<ObjectivePart> &parts);

// What an objective can reach at best when it needs all of its dependencies: the product of their good shares, taken as
// independent; the same of their targets.
struct DependencyLimit {
    double promised = 1;                 // product of the targets
    double kept = BudgetReport::unknown; // of the good shares; not known when one of them is not
    QStringList unknown;                 // dependencies that are not defined, or not known
    [[nodiscard]] bool isBelow(double target) const { return promised < target; } // more is promised than they do
};
// By the names in `dependsOn`, among `all`.
[[nodiscard]] DependencyLimit limitOf(const signals::Objective &objective, const std::vector<ObjectivePart> &all);

// What should be known of an objective because of what it needs; empty when there is nothing.
[[nodiscard]] QStringList dependencyNotes(const signals::Objective &objective, const std::vector<ObjectivePart> &all);

} // namespace wf::engine
