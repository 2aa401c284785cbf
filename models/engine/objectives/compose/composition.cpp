// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compose/composition.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

bool isKnown(const ObjectivePart &part)
{
    return part.report && part.report->whole.isKnown;
}

void finish(Composite &out)
{
    if (out.target < 1)
        out.budgetLeft = 1 - (1 - out.compliance) / (1 - out.target);
}

} // namespace

Composite togetherByEvents(const std::vector<ObjectivePart> &parts)
{
    Composite out;
    double allowed = 0;
    for (const ObjectivePart &part : parts) {
        const bool isCount = isKnown(part) && std::isfinite(part.report->whole.total) && !part.report->countsSlices &&
                             !part.report->countsSamples;
        if (!isCount) {
            ++out.left;
            continue;
        }
        ++out.parts;
        out.total += part.report->whole.total;
        out.bad += part.report->whole.bad;
        allowed += part.report->whole.total * (1 - part.objective->target);
    }
    if (!(out.total > 0))
        return out;
    out.target = 1 - allowed / out.total;
    out.compliance = 1 - out.bad / out.total;
    finish(out);
    return out;
}

Composite togetherByWeight(const std::vector<ObjectivePart> &parts)
{
    Composite out;
    double weights = 0;
    double good = 0;
    double target = 0;
    for (const ObjectivePart &part : parts) {
        if (!isKnown(part) || !(part.weight > 0)) {
            ++out.left;
            continue;
        }
        ++out.parts;
        weights += part.weight;
        good += part.weight * part.report->compliance;
        target += part.weight * part.objective->target;
    }
    if (!(weights > 0))
        return out;
    out.target = target / weights;
    out.compliance = good / weights;
    finish(out);
    return out;
}

DependencyLimit limitOf(const signals::Objective &objective, const std::vector<ObjectivePart> &all)
{
    DependencyLimit out;
    double kept = 1;
    for (const QString &name : objective.dependsOn) {
        const auto of = std::ranges::find_if(
            all, [&](const ObjectivePart &part) { return part.objective->id == name || part.objective->name == name; });
        if (of == all.end()) {
            out.unknown << name;
            continue;
        }
        out.promised *= of->objective->target;
        if (isKnown(*of))
            kept *= of->report->compliance;
        else
            out.unknown << name;
    }
    if (out.unknown.isEmpty() && !objective.dependsOn.isEmpty())
        out.kept = kept;
    return out;
}

QStringList dependencyNotes(const signals::Objective &objective, const std::vector<ObjectivePart> &all)
{
    QStringList out;
    if (objective.dependsOn.isEmpty())
        return out;
    const auto say = [](const char *text) { return QCoreApplication::translate("Objectives", text); };
    const auto percent = [](double share) { return QString::number(share * 100, 'f', 3); };
    const DependencyLimit limit = limitOf(objective, all);
    if (limit.isBelow(objective.target))
        out << say("It needs %1, which together promise %2 %: less than the %3 % promised here")
                   .arg(objective.dependsOn.join(QStringLiteral(", ")), percent(limit.promised),
                        percent(objective.target));
    if (std::isfinite(limit.kept))
        out << say("What it needs was good for %1 % together, taken as independent").arg(percent(limit.kept));
    if (!limit.unknown.isEmpty())
        out << say("Of what it needs nothing is known of %1").arg(limit.unknown.join(QStringLiteral(", ")));
    return out;
}

} // namespace wf::engine
