// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wallboard/enginetiles.h"

#include "models/base/duration.h"
#include "models/engine/objectives/export/objectivestile.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Wallboard", text, nullptr, n);
}

QString percent(double share)
{
    return std::isfinite(share)
               ? QString(QString::number(share * 100, 'f', 1) + QStringLiteral("\u2009%")).replace(u'-', QChar(0x2212))
               : QStringLiteral("\u2013");
}

QString roundDuration(qint64 ns)
{
    return base::humanDuration(ns < base::nsPerHour  ? ns / base::nsPerMinute * base::nsPerMinute
                               : ns < base::nsPerDay ? ns / (10 * base::nsPerMinute) * (10 * base::nsPerMinute)
                                                     : ns / base::nsPerHour * base::nsPerHour);
}

QString outlookOf(const engine::ObjectiveState &s)
{
    if (!s.isKnown())
        return s.error ? tr("not known") : tr("no traffic");
    const auto &in = s.report.exhaustedInNs;
    const QString freeze =
        s.freeze.decision == engine::FreezeAdvice::Decision::Freeze ? tr(", changes frozen") : QString();
    if (s.left() <= 0)
        return (s.report.recoveredInNs.value_or(0) >= base::nsPerMinute
                    ? tr("spent, back in %1").arg(roundDuration(*s.report.recoveredInNs))
                    : tr("spent")) +
               freeze;
    if (in && *in < s.objective.windowNs)
        return tr("gone in %1 at this rate").arg(roundDuration(*in)) + freeze;
    return tr("lasts") + freeze;
}

WallTile tileOf(const engine::ObjectiveState &s)
{
    WallTile tile;
    tile.head = s.title();
    tile.value = percent(s.isKnown() ? s.left() : engine::BudgetReport::unknown);
    tile.words = outlookOf(s);
    tile.severity = s.severity;
    tile.isStale = s.completeness.stale;
    if (s.isKnown()) {
        tile.fraction = s.left();
        tile.limit = 1 - s.policies.freeze.freezeAtPercent / 100;
        tile.line = s.report.burnDown;
    }
    return tile;
}

} // namespace

std::vector<WallTile> objectiveTiles(const engine::ObjectivesSnapshot &snapshot, qint64 nowNs)
{
    std::vector<WallTile> out;
    if (snapshot.objectives.empty())
        return out;
    const engine::ObjectivesTile all = engine::tileOf(snapshot);
    WallTile summary;
    summary.head = tr("Objectives");
    summary.value = QString::number(all.critical + all.warning);
    summary.words = all.critical + all.warning == 0
                        ? tr("of %n in trouble: all within their budgets", all.all)
                        : tr("of %n in trouble", all.all) + (all.frozen ? tr(", %n frozen", all.frozen) : QString());
    if (all.unknown > 0)
        summary.words += tr(", %n not known", all.unknown);
    if (all.worstExhaustedAtNs && *all.worstExhaustedAtNs > nowNs)
        summary.words += u'\n' + tr("%1 ends in %2").arg(all.worst, roundDuration(*all.worstExhaustedAtNs - nowNs));
    summary.severity = all.severity;
    summary.isStale = all.completeness.stale;
    out.push_back(std::move(summary));
    for (const engine::ObjectiveState &s : snapshot.objectives)
        out.push_back(tileOf(s));
    return out;
}

std::vector<WallTile> incidentTiles(const engine::IncidentSnapshot &snapshot, qint64 nowNs)
{
    WallTile tile;
    tile.head = tr("Open incidents");
    tile.value = QString::number(snapshot.open.size());
    tile.severity = signals::Severity::Ok;
    tile.words = tr("nothing needs anybody");
    if (!snapshot.open.empty()) {
        const engine::Incident &worst = *snapshot.open.front();
        tile.severity = worst.severity;
        tile.words = worst.title + u'\n' +
                     (worst.owner.isEmpty()
                          ? tr("%1, open for %2, nobody has it").arg(worst.id(), roundDuration(nowNs - worst.openedNs))
                          : tr("%1, open for %2, %3 has it")
                                .arg(worst.id(), roundDuration(nowNs - worst.openedNs), worst.owner));
    }
    return {tile};
}

} // namespace wf::ui
