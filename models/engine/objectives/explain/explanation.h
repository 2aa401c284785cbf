// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compute/policies.h"
#include "models/engine/objectives/incidents/objectiveincidents.h"

namespace wf::engine {

// "Why is this 34 %?": everything a budget's number came from, in the order one would check it. Text of definitions
// and servers is in it: outside text.
struct ExplanationStep {
    enum class Topic { Definition, Window, Question, Count, Sum, Samples, Gap, Correction, Policy, Incident, Doubt };
    Topic topic = Topic::Definition;
    QString what;
    QString query;           // to be asked again as it stands; empty where nothing was asked
    base::TimeRange range{}; // it speaks of; {0, 0}: none
    double value = BudgetReport::unknown;
};
struct Explanation {
    QString question; // "Why is 34.2 % of the budget left?"
    QString answer;   // the number by its arithmetic, in one sentence
    std::vector<ExplanationStep> steps;
};
[[nodiscard]] QString topicName(ExplanationStep::Topic topic); // translated

// Pure. A report made with asksForSamples also knows how many there were.
[[nodiscard]] Explanation explained(const signals::Objective &objective, const ObjectivePolicies &policies,
                                    const BudgetReport &report, const BudgetSpent &spent);

} // namespace wf::engine
