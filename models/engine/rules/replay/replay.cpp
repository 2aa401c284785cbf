// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/replay.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/engine/rules/replay/suggestion.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleReplay", text);
}

base::Labels alertLabels(const base::Labels &series, const base::Labels &own)
{
    base::Labels out = series.without({"__name__"});
    for (const auto &[name, value] : own)
        if (value.find("{{") == std::string::npos)
            out = out.with(name, value);
    return out;
}

} // namespace

std::shared_ptr<Replay> replayed(const ReplayInput &input)
{
    auto out = std::make_shared<Replay>();
    out->rule = input.rule;
    out->range = input.range;
    out->stepNs = input.stepNs;
    out->askedStepNs = input.askedStepNs;
    out->series = static_cast<int>(input.matrix.size());
    out->completeness = input.completeness;
    out->keptSinceNs = input.keptSinceNs;
    if (out->keptSinceNs > 0)
        out->completeness.notes
            << tr("What it reads is kept since %1 only").arg(base::dayAndTime(out->keptSinceNs, input.range.endNs));
    const auto firings = firingsOf(input.matrix, input.range, input.stepNs, input.rule.waits);
    out->flaps = flapsIn(firings, flapGapNs);
    for (const auto &firing : firings) {
        JudgedFiring judged;
        judged.firing = firing;
        judged.labels = alertLabels(input.matrix[firing.series].labels, input.rule.labels);
        judged.context = contextOf({firing.startNs, firing.endNs}, input.rule.name,
                                   placeFromUsualLabels(judged.labels).service, input.landmarks, input.watchedSinceNs);
        out->firingNs += firing.lengthNs();
        out->useful += judged.context.worth == FiringWorth::Useful ? 1 : 0;
        out->likelyNoise += judged.context.worth == FiringWorth::LikelyNoise ? 1 : 0;
        out->duringIncidents += judged.context.isDuringIncident ? 1 : 0;
        out->firings.push_back(std::move(judged));
    }
    out->suggestion = suggestionFor(*out, input.matrix);
    return out;
}

QString summaryOf(const Replay &replay)
{
    const auto count = static_cast<int>(replay.firings.size());
    if (count == 0)
        return tr("would not have fired");
    QString out = count == 1 ? tr("fires once") : tr("fires %1 times").arg(count);
    out += u", "_s + tr("%1 in all").arg(base::humanDuration(replay.firingNs));
    if (replay.duringIncidents > 0)
        out += u", "_s + tr("%1 of %2 during incidents").arg(replay.duringIncidents).arg(count);
    if (replay.flaps > 0)
        out += u", "_s + (replay.flaps == 1 ? tr("flaps once") : tr("flaps %1 times").arg(replay.flaps));
    return out;
}

} // namespace wf::engine
