// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/escalation/escalation.h"

#include <QRegularExpression>

#include <algorithm>

namespace wf::analysis {

using signals::Escalation;

namespace {

bool matches(const QString &pattern, const QString &service)
{
    return QRegularExpression(QRegularExpression::wildcardToRegularExpression(pattern)).match(service).hasMatch();
}

bool holds(const Escalation &one, const EscalatedFacts &facts)
{
    if (!one.severities.empty() && std::ranges::find(one.severities, facts.severity) == one.severities.end())
        return false;
    if (one.onlyWithBurn && !facts.isBurning)
        return false;
    if (!one.hours.empty() &&
        std::ranges::none_of(one.hours, [&](const auto &window) { return window.at(facts.openedNs).has_value(); }))
        return false;
    return namesService(one.services, facts.services);
}

// From the start of the escalation's clock.
qint64 offsetOf(const Escalation &escalation, int round, int step)
{
    qint64 whole = 0;
    qint64 until = 0;
    for (std::size_t i = 0; i < escalation.steps.size(); ++i) {
        whole += escalation.steps[i].afterNs;
        if (static_cast<int>(i) <= step)
            until = whole;
    }
    return round * (whole + escalation.roundAfterNs) + until;
}

std::optional<EscalationTurn> turnOf(const Escalation &escalation, const EscalationProgress &progress, int number)
{
    const int steps = static_cast<int>(escalation.steps.size());
    if (steps == 0 || number / steps >= escalation.rounds)
        return std::nullopt;
    EscalationTurn out{number, number / steps, number % steps, 0};
    out.dueNs = progress.startedNs + progress.heldNs + offsetOf(escalation, out.round, out.step);
    return out;
}

} // namespace

bool namesService(const QStringList &patterns, const QStringList &services)
{
    return patterns.isEmpty() || std::ranges::any_of(patterns, [&](const QString &pattern) {
               return std::ranges::any_of(services, [&](const QString &service) { return matches(pattern, service); });
           });
}

const Escalation *escalationFor(std::span<const Escalation> all, const EscalatedFacts &facts)
{
    const auto at = std::ranges::find_if(all, [&](const Escalation &one) { return holds(one, facts); });
    return at == all.end() ? nullptr : &*at;
}

void hold(EscalationProgress &progress, qint64 nowNs)
{
    if (progress.heldSinceNs == 0)
        progress.heldSinceNs = nowNs;
}

void goOn(EscalationProgress &progress, qint64 nowNs)
{
    if (progress.heldSinceNs > 0)
        progress.heldNs += std::max<qint64>(0, nowNs - progress.heldSinceNs);
    progress.heldSinceNs = 0;
}

std::optional<EscalationTurn> nextTurn(const Escalation &escalation, const EscalationProgress &progress)
{
    if (progress.isOver || progress.heldSinceNs > 0)
        return std::nullopt;
    return turnOf(escalation, progress, progress.told);
}

std::vector<EscalationTurn> dueTurns(const Escalation &escalation, const EscalationProgress &progress, qint64 nowNs)
{
    std::vector<EscalationTurn> out;
    if (progress.isOver || progress.heldSinceNs > 0)
        return out;
    for (int number = progress.told;; ++number) {
        const auto turn = turnOf(escalation, progress, number);
        if (!turn || turn->dueNs > nowNs)
            return out;
        out.push_back(*turn);
    }
}

} // namespace wf::analysis
