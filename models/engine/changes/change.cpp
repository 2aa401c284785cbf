// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/change.h"

#include "models/base/duration.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int baselineTimes = 3;

QString say(const char *text)
{
    return QCoreApplication::translate("Changes", text);
}

// "40 s before", "at the same time".
QString lagInWords(qint64 lagNs)
{
    if (lagNs == 0)
        return say("at the same time");
    const QString by = base::humanDuration(std::abs(lagNs));
    return lagNs > 0 ? say("%1 before").arg(by) : say("%1 after").arg(by);
}

QString valueText(const Change &change, double value)
{
    return std::isfinite(value) ? base::formatValue(value, change.unit) : say("nothing");
}

} // namespace

ChangeQuestion changedSinceBefore(base::TimeRange window)
{
    return {window, {window.startNs - baselineTimes * window.lengthNs(), window.startNs}};
}

QString changeSignalName(ChangeSignal signal)
{
    switch (signal) {
    case ChangeSignal::Pattern:
        return u"log pattern"_s;
    case ChangeSignal::Trait:
        return u"traces"_s;
    case ChangeSignal::Metric:
        break;
    }
    return u"metric"_s;
}

QString changeVerdictName(ChangeVerdict verdict)
{
    switch (verdict) {
    case ChangeVerdict::Appeared:
        return u"appeared"_s;
    case ChangeVerdict::Vanished:
        return u"vanished"_s;
    case ChangeVerdict::Surged:
        return u"surged"_s;
    case ChangeVerdict::Fell:
        return u"fell"_s;
    case ChangeVerdict::Separates:
        return u"separates"_s;
    case ChangeVerdict::MovesWith:
        return u"moves with"_s;
    case ChangeVerdict::MovesAgainst:
        return u"moves against"_s;
    case ChangeVerdict::Shifted:
        break;
    }
    return u"shifted"_s;
}

bool isMove(const Change &change)
{
    return change.verdict == ChangeVerdict::MovesWith || change.verdict == ChangeVerdict::MovesAgainst;
}

QString changeInWords(const Change &change)
{
    if (isMove(change))
        return (change.verdict == ChangeVerdict::MovesWith ? say("with it, %1") : say("against it, %1"))
            .arg(lagInWords(change.lagNs));
    const QString before = valueText(change, change.before), within = valueText(change, change.within);
    if (change.verdict == ChangeVerdict::Appeared)
        return say("new: %1").arg(within);
    if (change.verdict == ChangeVerdict::Vanished)
        return say("gone: was %1").arg(before);
    if (change.verdict == ChangeVerdict::Separates)
        return say("%1 of slow, %2 of others").arg(within, before);
    return before + u" \u2192 "_s + within;
}

QString changeReason(const Change &change)
{
    if (change.signal == ChangeSignal::Metric && change.verdict == ChangeVerdict::Appeared)
        return say("no sample in the baseline");
    if (change.signal == ChangeSignal::Metric && change.verdict == ChangeVerdict::Vanished)
        return say("no sample any more");
    // Nobody believes more zeros than these.
    const double rate = std::max(change.rate, 1e-9);
    const QString chance = rate < 1e-4
                               ? say("chance below 1 in 10\u2009000")
                               : say("chance 1 in %1").arg(base::groupedInteger(std::llround(1 / std::min(1.0, rate))));
    if (change.signal != ChangeSignal::Metric)
        return chance;
    if (isMove(change))
        return say("correlation %1, %2").arg(QString::number(change.effect, 'f', 2), chance);
    const double size = std::fabs(change.size);
    const QString distance = size >= 1000
                                 ? say("over 1\u2009000 times its own noise")
                                 : say("%1 times its own noise").arg(QString::number(size, 'f', size < 10 ? 1 : 0));
    return distance + u", "_s + chance;
}

} // namespace wf::engine
