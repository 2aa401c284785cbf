// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/clockchange.h"

#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cmath>

namespace wf::base {

namespace {

constexpr qint64 hoursLearnNs = nsPerDay;        // until detectors have seen the new hours
constexpr qint64 seasonsLearnNs = 14 * nsPerDay; // until seasons have

QString say(const char *text)
{
    return QCoreApplication::translate("ClockChange", text);
}

// "The clocks of Europe/Berlin went forward by 1 h on 2026-03-29".
QString whatHappened(const ClockChange &change, const QTimeZone &zone, qint64 nowNs)
{
    const QString by = humanDuration(std::abs(change.byNs));
    const QString day = isoTime(change.atNs).left(10);
    const QString name = QString::fromLatin1(zone.id());
    if (change.atNs > nowNs)
        return (change.byNs > 0 ? say("The clocks of %1 go forward by %2 on %3")
                                : say("The clocks of %1 go back by %2 on %3"))
            .arg(name, by, day);
    return (change.byNs > 0 ? say("The clocks of %1 went forward by %2 on %3")
                            : say("The clocks of %1 went back by %2 on %3"))
        .arg(name, by, day);
}

} // namespace

std::optional<ClockChange> lastClockChange(const QTimeZone &zone, TimeRange within)
{
    if (!zone.isValid() || !zone.hasTransitions())
        return std::nullopt;
    const auto at = [](qint64 ns) { return QDateTime::fromMSecsSinceEpoch(ns / nsPerMs, Qt::UTC); };
    QDateTime before = at(within.endNs).addMSecs(1);
    // A transition may change the name or the kind of time only.
    for (int i = 0; i < 8; ++i) {
        const auto found = zone.previousTransition(before);
        if (!found.atUtc.isValid() || found.atUtc < at(within.startNs))
            return std::nullopt;
        const int by = found.offsetFromUtc - zone.offsetFromUtc(found.atUtc.addSecs(-1));
        if (by != 0)
            return ClockChange{found.atUtc.toMSecsSinceEpoch() * nsPerMs, by * nsPerSecond};
        before = found.atUtc;
    }
    return std::nullopt;
}

QString clockNoteOfHours(const QTimeZone &zone, qint64 nowNs)
{
    const auto change = lastClockChange(zone, {nowNs - hoursLearnNs, nowNs});
    return change ? say("%1: what keeps to them may seem unusual by that much for a day.")
                        .arg(whatHappened(*change, zone, nowNs))
                  : QString();
}

QString clockNoteOfForecast(const QTimeZone &zone, qint64 madeNs, qint64 toNs)
{
    const auto change = lastClockChange(zone, {madeNs - seasonsLearnNs, toNs});
    return change ? say("%1: what keeps to them is foreseen that much %2 for up to two weeks after.")
                        .arg(whatHappened(*change, zone, madeNs), change->byNs > 0 ? say("late") : say("early"))
                  : QString();
}

} // namespace wf::base
