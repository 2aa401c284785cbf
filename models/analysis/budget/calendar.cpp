// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/budget/calendar.h"

#include "models/base/clock.h"
#include "models/base/recurrence/zonedtime.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace wf::analysis {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Budget", text);
}

base::Error invalid(const QString &what)
{
    return base::makeError(base::ErrorKind::Invalid, what);
}

QTimeZone zoneOf(const QString &name)
{
    return name.isEmpty() ? QTimeZone::utc() : QTimeZone(name.toUtf8());
}

QDateTime localTime(const QString &text)
{
    return QDateTime::fromString(QString(text).replace(u' ', u'T').left(19), Qt::ISODate);
}

// How long a unit of fixed length is; 0 for those of the calendar.
qint64 fixedLength(const QString &unit)
{
    return unit == QLatin1String("minute") ? base::nsPerMinute : unit == QLatin1String("hour") ? base::nsPerHour : 0;
}

QDate advanced(const QDate &first, const QString &unit, qint64 steps)
{
    if (unit == QLatin1String("day"))
        return first.addDays(steps);
    if (unit == QLatin1String("week"))
        return first.addDays(7 * steps);
    const int n = static_cast<int>(steps);
    return unit == QLatin1String("month")     ? first.addMonths(n)
           : unit == QLatin1String("quarter") ? first.addMonths(3 * n)
                                              : first.addYears(n);
}

// About how many units lie between the days: never more than one beside the truth.
qint64 unitsBetween(const QDate &first, const QDate &day, const QString &unit)
{
    const qint64 days = first.daysTo(day);
    if (unit == QLatin1String("day"))
        return days;
    if (unit == QLatin1String("week"))
        return days / 7;
    const qint64 months = (day.year() - first.year()) * 12 + day.month() - first.month();
    return unit == QLatin1String("month") ? months : unit == QLatin1String("quarter") ? months / 3 : months / 12;
}

} // namespace

base::Result<base::TimeRange> windowAt(const CalendarWindow &window, qint64 atNs)
{
    const QTimeZone zone = zoneOf(window.timeZone);
    if (!zone.isValid())
        return invalid(tr("%1 is no time zone of the IANA list").arg(window.timeZone.left(120)));
    const bool isWeek = window.unit == QLatin1String("week");
    const QDateTime first =
        window.start.isEmpty() ? QDateTime(QDate(1970, 1, isWeek ? 5 : 1), QTime(0, 0)) : localTime(window.start);
    static const QStringList units{QStringLiteral("minute"), QStringLiteral("hour"),  QStringLiteral("day"),
                                   QStringLiteral("week"),   QStringLiteral("month"), QStringLiteral("quarter"),
                                   QStringLiteral("year")};
    if (!first.isValid() || !units.contains(window.unit) || window.count < 1 || window.count > 36500)
        return invalid(tr("The calendar window has no length or no start"));
    if (const qint64 fixed = fixedLength(window.unit) * window.count; fixed > 0) {
        const qint64 begin = base::momentOf(first.date(), first.time(), zone);
        const qint64 into = ((atNs - begin) % fixed + fixed) % fixed;
        return base::TimeRange{atNs - into, atNs - into + fixed};
    }
    const QDate today = QDateTime::fromMSecsSinceEpoch(atNs / base::nsPerMs, zone).date();
    const auto startOf = [&](qint64 n) {
        return base::momentOf(advanced(first.date(), window.unit, n * window.count), first.time(), zone);
    };
    qint64 n = unitsBetween(first.date(), today, window.unit) / window.count - 2;
    while (startOf(n + 1) <= atNs)
        ++n;
    return base::TimeRange{startOf(n), startOf(n + 1)};
}

std::vector<base::TimeRange> merged(std::vector<base::TimeRange> ranges, base::TimeRange within)
{
    std::ranges::sort(ranges, {}, &base::TimeRange::startNs);
    std::vector<base::TimeRange> out;
    for (base::TimeRange range : ranges) {
        range = {std::max(range.startNs, within.startNs), std::min(range.endNs, within.endNs)};
        if (range.startNs >= range.endNs)
            continue;
        if (!out.empty() && range.startNs <= out.back().endNs)
            out.back().endNs = std::max(out.back().endNs, range.endNs);
        else
            out.push_back(range);
    }
    return out;
}

std::vector<base::TimeRange> remaining(const std::vector<base::TimeRange> &ranges, base::TimeRange within)
{
    std::vector<base::TimeRange> out;
    qint64 from = within.startNs;
    for (const base::TimeRange &range : ranges) {
        if (range.startNs > from)
            out.push_back({from, range.startNs});
        from = std::max(from, range.endNs);
    }
    if (from < within.endNs)
        out.push_back({from, within.endNs});
    return out;
}

} // namespace wf::analysis
