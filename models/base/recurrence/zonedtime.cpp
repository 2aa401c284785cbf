// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/zonedtime.h"

#include "models/base/clock.h"

namespace wf::base {

namespace {

constexpr qint64 msPerDay = 86'400'000;

qint64 offsetMs(qint64 utcMs, const QTimeZone &zone)
{
    return qint64{1000} * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC));
}

} // namespace

qint64 momentOf(QDate date, QTime time, const QTimeZone &zone)
{
    const qint64 shownMs = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
    const qint64 before = offsetMs(shownMs - msPerDay, zone);
    const qint64 after = offsetMs(shownMs + msPerDay, zone);
    const qint64 first = shownMs - before;
    const qint64 second = shownMs - after;
    if (offsetMs(first, zone) == before || offsetMs(second, zone) != after)
        return first * nsPerMs;
    return second * nsPerMs;
}

QDateTime shownAt(qint64 ns, const QTimeZone &zone)
{
    const qint64 utcMs = ns / nsPerMs - (ns % nsPerMs < 0 ? 1 : 0);
    return QDateTime::fromMSecsSinceEpoch(utcMs + offsetMs(utcMs, zone), Qt::UTC);
}

} // namespace wf::base
