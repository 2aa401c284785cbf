// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/statuspage/promisefacts.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

using base::TimeRange;

namespace {

constexpr double criticalBurn = 14.4;
constexpr double warningBurn = 3;

// Stretches of one kind that follow each other are one.
void addTrouble(PageFacts &facts, RestsOn of, const QString &name, double burn, TimeRange range, bool isOpen)
{
    if (!(burn >= warningBurn))
        return;
    const bool isCritical = burn >= criticalBurn;
    if (!facts.troubles.empty()) {
        ServiceTrouble &last = facts.troubles.back();
        if (last.of == of && last.service == name && last.isCritical == isCritical &&
            last.range.endNs == range.startNs) {
            last.range.endNs = range.endNs;
            last.isOpen = isOpen;
            return;
        }
    }
    facts.troubles.push_back({name, isCritical, range, isOpen, of});
}

// How many times faster than it may the promise was used up in the stretch.
double burnOf(const signals::AgreementClause &clause, const signals::ClauseViolation &violation)
{
    const double allowed = 1 - clause.target.approximate() / 100;
    const auto length = static_cast<double>(violation.range.lengthNs());
    return length > 0 && allowed > 0 ? static_cast<double>(violation.usedNs) / length / allowed : 0;
}

bool hasFigure(signals::ClauseState state)
{
    using signals::ClauseState;
    return state == ClauseState::Met || state == ClauseState::AtRisk || state == ClauseState::Breached;
}

} // namespace

void addObjective(const signals::Objective &objective, const BudgetReport &report, qint64 atNs, PageFacts &facts)
{
    if (!report.whole.isKnown)
        return;
    const auto &history = report.history;
    const double allowed = 1 - objective.target;
    TimeRange known = report.window;
    for (std::size_t i = 0; i < history.total.size() && history.stepNs > 0 && allowed > 0; ++i) {
        const qint64 end = history.startNs + history.stepNs * static_cast<qint64>(i);
        if (history.total[i] > 0)
            addTrouble(facts, RestsOn::Objective, objective.id, history.bad[i] / history.total[i] / allowed,
                       {end - history.stepNs, std::min(end, atNs)}, false);
    }
    for (const BurnAlert &alert : report.alerts)
        if (alert.fires && !alert.isHeld)
            facts.troubles.push_back(
                {objective.id, alert.rule.page, {atNs - alert.rule.shortNs, atNs}, true, RestsOn::Objective});
    known.endNs = std::min(known.endNs, atNs);
    facts.promises.push_back({RestsOn::Objective, objective.id, known});
}

void addAgreement(const AgreementState &state, PageFacts &facts)
{
    if (state.error)
        return;
    bool isWhole = true;
    const QString id = state.agreement.id;
    const auto add = [&](const signals::AgreementClause &clause, const signals::ClauseResult &result,
                         const QString &name) {
        for (const auto &one : result.violations)
            addTrouble(facts, RestsOn::Agreement, name, burnOf(clause, one), one.range, one.isOngoing);
    };
    for (std::size_t i = 0; i < state.period.clauses.size(); ++i) {
        const auto &clause = state.agreement.clauses[i];
        const auto &result = state.period.clauses[i];
        if (clause.measure == signals::ClauseMeasure::Response)
            continue; // tells of people, not of the service
        if (!hasFigure(result.state)) {
            isWhole = false;
            continue;
        }
        const QString name = id + u'/' + clause.id;
        add(clause, result, name);
        add(clause, result, id);
        facts.promises.push_back({RestsOn::Agreement, name, result.measured});
    }
    if (isWhole)
        facts.promises.push_back({RestsOn::Agreement, id, state.period.measured});
}

} // namespace wf::engine
