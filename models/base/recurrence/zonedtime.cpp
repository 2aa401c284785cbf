// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/zonedtime.h"

#include "models/base/clock.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace wf::base {

namespace {

constexpr qint64 msPerDay = 86'400'000;

qint64 offsetMs(qint64 utcMs, const QTimeZone &zone)
{
    return qint64{1000} * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC));
}

// Names that are linked to others are not on Qt's list.
bool isInstalled(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9+-]+(/[A-Za-z0-9_+-]+)*$"));
    const QString folder = qEnvironmentVariable("TZDIR", QStringLiteral("/usr/share/zoneinfo"));
    return form.match(name).hasMatch() && QFileInfo(folder + QLatin1Char('/') + name).isFile();
}

} // namespace

QTimeZone zoneNamed(const QString &name)
{
    const QByteArray id = name.toUtf8();
    return QTimeZone::isTimeZoneIdAvailable(id) || isInstalled(name) ? QTimeZone(id) : QTimeZone();
}

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
