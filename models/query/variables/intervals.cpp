// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/variables/intervals.h"

#include "models/base/duration.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::query {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr qint64 mostSamples = 11'000; // Prometheus refuses more

} // namespace

qint64 roundIntervalMs(qint64 ms)
{
    static constexpr std::array<std::pair<qint64, qint64>, 30> bounds{{{10, 1},
                                                                       {15, 10},
                                                                       {35, 20},
                                                                       {75, 50},
                                                                       {150, 100},
                                                                       {350, 200},
                                                                       {750, 500},
                                                                       {1500, second},
                                                                       {3500, 2 * second},
                                                                       {7500, 5 * second},
                                                                       {12500, 10 * second},
                                                                       {17500, 15 * second},
                                                                       {25000, 20 * second},
                                                                       {45000, 30 * second},
                                                                       {90000, minute},
                                                                       {210000, 2 * minute},
                                                                       {450000, 5 * minute},
                                                                       {750000, 10 * minute},
                                                                       {1050000, 15 * minute},
                                                                       {1500000, 20 * minute},
                                                                       {2700000, 30 * minute},
                                                                       {5400000, hour},
                                                                       {9000000, 2 * hour},
                                                                       {16200000, 3 * hour},
                                                                       {32400000, 6 * hour},
                                                                       {day, 12 * hour},
                                                                       {7 * day, day},
                                                                       {21 * day, 7 * day},
                                                                       {42 * day, 30 * day},
                                                                       {0, 365 * day}}};
    const auto it = std::find_if(bounds.begin(), bounds.end() - 1, [ms](const auto &b) { return ms < b.first; });
    return it->second;
}

QString intervalText(qint64 ns)
{
    const qint64 ms = ns / base::nsPerMs;
    for (const auto &[size, unit] : {std::pair{365 * day, 'y'}, std::pair{day, 'd'}, std::pair{hour, 'h'},
                                     std::pair{minute, 'm'}, std::pair{second, 's'}})
        if (ms >= size)
            return QString::number(ms / size) + QLatin1Char(unit);
    return QString::number(std::max<qint64>(1, ms)) + "ms"_L1;
}

std::optional<qint64> parseInterval(QString text)
{
    text = text.trimmed();
    if (text.startsWith(u'>'))
        text.remove(0, 1);
    if (text.endsWith(u'M')) // months, which Prometheus does not have
        return text.chopped(1).toLongLong() * 30 * base::nsPerDay;
    return base::parseDuration(text);
}

Intervals intervalsOf(const IntervalQuestion &q)
{
    const qint64 scrape = q.scrapeIntervalNs > 0 ? q.scrapeIntervalNs : 15 * base::nsPerSecond;
    std::optional<qint64> least;
    if (!q.minInterval.contains(u'$'))
        least = parseInterval(q.minInterval);
    const qint64 minNs = least.value_or(scrape);
    const qint64 lengthMs = std::max<qint64>(0, q.range.lengthNs() / base::nsPerMs);
    const qint64 rounded = roundIntervalMs(lengthMs / std::max(1, q.maxDataPoints)) * base::nsPerMs;
    Intervals out;
    out.intervalNs = std::max(rounded, minNs);
    const qint64 safe =
        static_cast<qint64>(std::ceil(static_cast<double>(lengthMs) / mostSamples / 1000)) * base::nsPerSecond;
    const qint64 adjusted = std::max(out.intervalNs, lengthMs / 1000 > mostSamples ? safe : qint64{0});
    out.stepNs = std::max<qint64>(
        base::nsPerMs, static_cast<qint64>(static_cast<double>(adjusted) * std::clamp(q.factor, 1.0, 1000.0)));
    // the least step of the question stands for the scrape interval when it has one
    const qint64 base = least ? *least : scrape;
    out.rateIntervalNs = std::max(out.intervalNs + base, 4 * base);
    return out;
}

void addBuiltIns(VariableScope &scope, const IntervalQuestion &q, const Intervals &i)
{
    const auto ms = [](qint64 ns) { return QString::number(ns / base::nsPerMs); };
    const qint64 rangeSeconds = (q.range.lengthNs() + base::nsPerSecond / 2) / base::nsPerSecond;
    scope.set(u"__interval"_s, intervalText(i.stepNs));
    scope.set(u"__interval_ms"_s, ms(i.stepNs));
    scope.set(u"__rate_interval"_s, base::promDuration(i.rateIntervalNs));
    scope.set(u"__rate_interval_ms"_s, ms(i.rateIntervalNs));
    scope.set(u"__auto"_s, intervalText(i.stepNs)); // Loki
    scope.set(u"__range"_s, QString::number(rangeSeconds) + u's');
    scope.set(u"__range_s"_s, QString::number(rangeSeconds));
    scope.set(u"__range_ms"_s, ms(q.range.lengthNs()));
    scope.set(u"__from"_s, ms(q.range.startNs));
    scope.set(u"__to"_s, ms(q.range.endNs));
}

namespace {

QDateTime rounded(QDateTime at, QStringView unit, bool up)
{
    const QDate date = at.date();
    QDateTime floor = at;
    floor.setTime(QTime(0, 0));
    const auto ended = [&](const QDateTime &next) { return up ? next.addMSecs(-1) : floor; };
    if (unit == u"s" || unit == u"m" || unit == u"h") {
        const QTime t = at.time();
        floor.setTime(QTime(t.hour(), unit == u"h" ? 0 : t.minute(), unit == u"s" ? t.second() : 0));
        return ended(floor.addSecs(unit == u"s" ? 1 : unit == u"m" ? 60 : 3600));
    }
    if (unit == u"d")
        return ended(floor.addDays(1));
    if (unit == u"w") {
        floor = floor.addDays(-(date.dayOfWeek() - 1));
        return ended(floor.addDays(7));
    }
    if (unit == u"M" || unit.endsWith(u'Q')) {
        const int months = unit == u"M" ? 1 : 3;
        floor.setDate(QDate(date.year(), (date.month() - 1) / months * months + 1, 1));
        return ended(floor.addMonths(months));
    }
    floor.setDate(QDate(date.year(), 1, 1));
    return ended(floor.addYears(1));
}

QDateTime moved(const QDateTime &at, qint64 n, QStringView unit)
{
    if (unit == u"M" || unit.endsWith(u'Q'))
        return at.addMonths(static_cast<int>(unit == u"M" ? n : 3 * n));
    if (unit == u"y" || unit == u"fy")
        return at.addYears(static_cast<int>(n));
    const qint64 size = unit == u"s" ? 1 : unit == u"m" ? 60 : unit == u"h" ? 3600 : unit == u"d" ? 86400 : 604800;
    return unit == u"d" || unit == u"w" ? at.addDays(n * size / 86400) : at.addSecs(n * size);
}

} // namespace

std::optional<qint64> relativeTimeNs(const QString &text, qint64 nowNs, bool up, const QString &zone)
{
    bool isNumber = false;
    if (const qint64 ms = text.toLongLong(&isNumber); isNumber)
        return ms * base::nsPerMs;
    if (!text.startsWith("now"_L1)) {
        const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs);
        return at.isValid() ? std::optional(at.toMSecsSinceEpoch() * base::nsPerMs) : std::nullopt;
    }
    const QTimeZone named(zone.isEmpty() || zone == "browser"_L1 ? QTimeZone::systemTimeZoneId()
                          : zone == "utc"_L1                     ? QByteArray("UTC")
                                                                 : zone.toUtf8());
    const QTimeZone used = named.isValid() ? named : QTimeZone::utc();
    QDateTime at = QDateTime::fromMSecsSinceEpoch(nowNs / base::nsPerMs, used);
    for (qsizetype i = 3; i < text.size();) {
        const QChar op = text[i++];
        qsizetype digits = i;
        while (digits < text.size() && text[digits].isDigit())
            ++digits;
        const qint64 n = digits > i ? QStringView(text).mid(i, std::min<qsizetype>(digits - i, 6)).toLongLong() : 1;
        qsizetype end = digits;
        while (end < text.size() && text[end].isLetter())
            ++end;
        const QStringView unit = QStringView(text).mid(digits, end - digits);
        static constexpr std::array units{u"s", u"m", u"h", u"d", u"w", u"M", u"y"};
        const bool known = std::any_of(units.begin(), units.end(), [&](auto u) { return unit == QStringView(u); }) ||
                           unit == u"Q" || unit == u"fQ" || unit == u"fy";
        if (!known || (op != u'-' && op != u'+' && op != u'/'))
            return std::nullopt;
        at = op == u'/' ? rounded(at, unit, up) : moved(at, op == u'-' ? -n : n, unit);
        i = end;
    }
    return at.toMSecsSinceEpoch() * base::nsPerMs;
}

} // namespace wf::query
