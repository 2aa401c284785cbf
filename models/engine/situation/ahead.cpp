// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/situation/ahead.h"

#include "models/base/units.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Ahead", text);
}

void addBudgets(const ObjectivesSnapshot &objectives, qint64 nowNs, std::vector<AheadItem> &out)
{
    for (const ObjectiveState &s : objectives.objectives) {
        const auto spentIn = s.report.exhaustedInNs;
        if (!s.isKnown() || !spentIn || *spentIn <= 0 || *spentIn >= s.objective.windowNs)
            continue;
        out.push_back({AheadItem::Kind::BudgetSpent, nowNs + *spentIn, u"budget "_s + s.objective.id,
                       say("%1 budget spent").arg(s.title()), say("at the burn of the last hour"), s.severity,
                       objectiveSubject(s.objective)});
    }
}

void addResources(const CapacitySnapshot &capacity, qint64 nowNs, std::vector<AheadItem> &out)
{
    for (const auto &r : capacity.resources) {
        const FiniteIdentity &of = *r->of;
        if (of.question->kind == FiniteKind::ErrorBudget || !r->fullNs || *r->fullNs <= nowNs ||
            *r->fullNs - nowNs > aheadNs)
            continue;
        const bool isDated = r->answer == FiniteAnswer::Dated;
        QStringList detail{of.where()};
        if (!isDated && r->limit > 0)
            detail << say("%1 used").arg(base::formatValue(r->share(), base::Unit::Ratio));
        detail.removeAll(QString());
        out.push_back({AheadItem::Kind::ResourceFull, *r->fullNs, of.key,
                       (isDated ? say("%1 ends") : say("%1 full")).arg(of.name()), detail.join(u", "_s),
                       severityOf(*r, nowNs), resourceSubject(*r)});
    }
}

} // namespace

std::vector<AheadItem> aheadOf(const AheadFacts &facts, qint64 nowNs)
{
    std::vector<AheadItem> out;
    if (facts.objectives)
        addBudgets(*facts.objectives, nowNs, out);
    if (facts.capacity)
        addResources(*facts.capacity, nowNs, out);
    for (const SilenceEnding &s : facts.silences)
        if (s.endsNs > nowNs)
            out.push_back({AheadItem::Kind::SilenceEnds,
                           s.endsNs,
                           u"silence "_s + s.silenceId,
                           say("Silence ends"),
                           s.title,
                           signals::Severity::Info,
                           {}});
    for (const auto &step : facts.steps)
        if (step.atNs > nowNs)
            out.push_back({AheadItem::Kind::Escalation, step.atNs, u"escalation "_s + step.incident->id(),
                           step.whom.isEmpty() ? say("Escalates") : say("Escalates to %1").arg(step.whom.join(u", "_s)),
                           say("if nobody takes %1, %2").arg(step.incident->id(), step.incident->title),
                           signals::Severity::Warning, incidentSubject(*step.incident)});
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.timeNs < b.timeNs; });
    return out;
}

std::optional<qint64> budgetSpentAt(const std::vector<AheadItem> &ahead, const QStringList &services)
{
    const auto it = std::ranges::find_if(ahead, [&services](const AheadItem &a) {
        return a.kind == AheadItem::Kind::BudgetSpent && services.contains(a.subject.service);
    });
    return it == ahead.end() ? std::nullopt : std::optional(it->timeNs);
}

} // namespace wf::engine
