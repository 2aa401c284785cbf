// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rules/replayreport.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QJsonArray>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

double seconds(qint64 ns)
{
    return static_cast<double>(ns) / 1e9;
}

QJsonObject asJson(const base::Labels &labels)
{
    QJsonObject out;
    for (const auto &[name, value] : labels)
        out.insert(QString::fromStdString(name), QString::fromStdString(value));
    return out;
}

QJsonObject asJson(const engine::ReplaySuggestion &suggestion)
{
    QJsonObject out{{u"words"_s, suggestion.words},
                    {u"dropped"_s, suggestion.dropped},
                    {u"kept"_s, suggestion.kept},
                    {u"later_seconds"_s, seconds(suggestion.laterNs)}};
    if (suggestion.forNs)
        out.insert(u"for_seconds"_s, seconds(*suggestion.forNs));
    if (suggestion.keepFiringForNs)
        out.insert(u"keep_firing_for_seconds"_s, seconds(*suggestion.keepFiringForNs));
    if (suggestion.threshold) {
        out.insert(u"threshold"_s, *suggestion.threshold);
        out.insert(u"expr"_s, suggestion.expr);
    }
    return out;
}

} // namespace

std::vector<QStringList> replayTable(const engine::Replay &replay)
{
    std::vector<QStringList> out{{u"NO"_s, u"FIRED AT"_s, u"FOR"_s, u"SERIES"_s, u"NEAR IT"_s, u"VERDICT"_s}};
    int number = 0;
    for (const auto &judged : replay.firings) {
        const auto &firing = judged.firing;
        const QString length = base::humanDuration(firing.lengthNs()) + (firing.isOver ? QString() : u", not over"_s);
        out.push_back({QString::number(++number), base::isoTime(firing.startNs), length, judged.labels.toString(),
                       judged.context.near, engine::firingWorthName(judged.context.worth)});
    }
    return out;
}

QJsonObject replayJson(const engine::Replay &replay)
{
    QJsonArray firings;
    for (const auto &judged : replay.firings) {
        const auto &firing = judged.firing;
        firings.append(
            QJsonObject{{u"active_at"_s, base::isoTime(firing.activeNs)},
                        {u"fired_at"_s, base::isoTime(firing.startNs)},
                        {u"ended_at"_s, firing.isOver ? QJsonValue(base::isoTime(firing.endNs)) : QJsonValue()},
                        {u"seconds"_s, seconds(firing.lengthNs())},
                        {u"began_before"_s, firing.beganBefore},
                        {u"lowest"_s, firing.lowest},
                        {u"highest"_s, firing.highest},
                        {u"labels"_s, asJson(judged.labels)},
                        {u"near"_s, judged.context.near},
                        {u"verdict"_s, engine::firingWorthName(judged.context.worth)}});
    }
    QJsonObject out{{u"rule"_s, replay.rule.name},
                    {u"expr"_s, replay.rule.expr},
                    {u"for_seconds"_s, seconds(replay.rule.waits.forNs)},
                    {u"keep_firing_for_seconds"_s, seconds(replay.rule.waits.keepFiringForNs)},
                    {u"from"_s, base::isoTime(replay.range.startNs)},
                    {u"to"_s, base::isoTime(replay.range.endNs)},
                    {u"resolution_seconds"_s, seconds(replay.stepNs)},
                    {u"interval_seconds"_s, seconds(replay.askedStepNs)},
                    {u"series"_s, replay.series},
                    {u"fired"_s, static_cast<int>(replay.firings.size())},
                    {u"firing_seconds"_s, seconds(replay.firingNs)},
                    {u"flaps"_s, replay.flaps},
                    {u"useful"_s, replay.useful},
                    {u"likely_noise"_s, replay.likelyNoise},
                    {u"during_incidents"_s, replay.duringIncidents},
                    {u"complete"_s, replay.completeness.isComplete()},
                    {u"notes"_s, QJsonArray::fromStringList(replay.completeness.notes)},
                    {u"firings"_s, firings}};
    if (replay.suggestion)
        out.insert(u"suggestion"_s, asJson(*replay.suggestion));
    return out;
}

QStringList replayWords(const engine::Replay &replay)
{
    QString first = replay.rule.name + u": "_s + engine::summaryOf(replay) + u'.';
    first += u" Looked at %1 to %2, every %3"_s.arg(
        base::isoTime(replay.range.startNs), base::isoTime(replay.range.endNs), base::promDuration(replay.stepNs));
    if (replay.stepNs > replay.askedStepNs)
        first += u" (the rule is evaluated every %1: short firings may be missing)"_s.arg(
            base::promDuration(replay.askedStepNs));
    QStringList out{first + u'.'};
    if (replay.suggestion)
        out << replay.suggestion->words;
    if (!replay.completeness.isComplete())
        out << u"The past is not complete."_s;
    return out + replay.completeness.notes;
}

int replayExitCode(const engine::Replay &replay)
{
    const auto fired = static_cast<int>(replay.firings.size());
    const bool isNoisy = replay.likelyNoise > replay.useful && 2 * replay.likelyNoise > fired;
    return fired > 0 && (isNoisy || 2 * replay.flaps > fired) ? 1 : 0;
}

} // namespace wf::app
