// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/objectivestate.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

double ObjectiveState::burn(qint64 lengthNs) const
{
    const auto of = std::ranges::find(report.windows, lengthNs, &WindowFigure::lengthNs);
    return of != report.windows.end() && of->isKnown ? of->burn : BudgetReport::unknown;
}

analysis::HarmByService harmOf(const ObjectivesSnapshot &objectives)
{
    analysis::HarmByService out;
    const auto worse = [](double one, double other) { return std::isnan(one) || other > one ? other : one; };
    for (const auto &one : objectives.objectives) {
        const auto &windows = one.report.windows;
        const auto now = std::ranges::find_if(
            windows, [](const WindowFigure &window) { return window.isKnown && !window.hasFewEvents; });
        if (now == windows.end() || one.objective.service.isEmpty() || one.completeness.stale)
            continue;
        auto &harm = out[one.objective.service];
        harm.burnRate = worse(harm.burnRate, now->burn);
        if (!one.report.countsSlices && !one.report.countsSamples) // else it says nothing of calls
            harm.hurtShare = worse(harm.hurtShare, now->errorRatio);
    }
    return out;
}

signals::Severity severityOf(const BudgetReport &report, const FreezeAdvice &freeze)
{
    switch (report.state) {
    case BudgetState::NoData:
    case BudgetState::Contradictory:
        return signals::Severity::Unknown;
    case BudgetState::Spent:
    case BudgetState::Burning:
        return signals::Severity::Critical;
    case BudgetState::Ticket:
        return signals::Severity::Warning;
    case BudgetState::Ok:
        break;
    }
    const bool isCalm = freeze.decision == FreezeAdvice::Decision::Go && report.left >= 0.25;
    return isCalm ? signals::Severity::Ok : signals::Severity::Warning;
}

ObjectiveState stateOf(const signals::Objective &objective, const ObjectivePolicies &policies, BudgetReport report,
                       const std::vector<ObjectiveIncident> &incidents)
{
    ObjectiveState s;
    s.objective = objective;
    s.policies = policies;
    s.freeze = freezeAdvice(report.left, policies.freeze);
    s.spent = spentBy(incidents, objective, report);
    s.severity = severityOf(report, s.freeze);
    s.report = std::move(report);
    s.report.notes << policies.problems;
    return s;
}

signals::Subject objectiveSubject(const signals::Objective &objective)
{
    signals::Subject s = signals::Subject::ofService(objective.service);
    s.kind = signals::SubjectKind::Objective;
    s.id = objective.id;
    s.title = objective.name;
    return s;
}

void sortWorstFirst(std::vector<ObjectiveState> &states)
{
    const auto leftOf = [](const ObjectiveState &s) { return std::isfinite(s.left()) ? s.left() : 1e300; };
    std::ranges::stable_sort(states, [&](const ObjectiveState &a, const ObjectiveState &b) {
        return a.severity != b.severity ? a.severity < b.severity : leftOf(a) < leftOf(b);
    });
}

} // namespace wf::engine
