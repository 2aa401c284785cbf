// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timerange.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

#include <array>
#include <cmath>
#include <optional>

namespace wf::base {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar enDash(0x2013);
constexpr qint64 longestNs = qint64{20} * 365 * nsPerDay;

struct Point {
    qint64 ns = 0;
    bool hasDay = true; // false: only a time of day was written
    bool isNow = false; // written relative to now
};

Error notUnderstood(const QString &text, const QString &why)
{
    return makeError(
        ErrorKind::Invalid,
        QCoreApplication::translate("wf::base", "“%1” is not a time range: %2").arg(text.left(80), why),
        QCoreApplication::translate(
            "wf::base", "Write 15m, last 2h, today, since 02:04, 01:14 - 02:14 or 2026-05-14 01:14 - 02:14 (UTC)."));
}

// "15m", "2 hours", "1h 30 min", "day": nothing when it is not a length.
std::optional<qint64> lengthOf(const QString &text)
{
    if (const auto exact = parseDuration(text))
        return exact;
    static const QRegularExpression part(u"^\\s*(\\d{0,9})\\s*([a-z]+)\\s*"_s);
    struct Word {
        QLatin1String text;
        qint64 ns;
    };
    static constexpr std::array words{
        Word{QLatin1String("s"), nsPerSecond},       Word{QLatin1String("sec"), nsPerSecond},
        Word{QLatin1String("second"), nsPerSecond},  Word{QLatin1String("m"), nsPerMinute},
        Word{QLatin1String("min"), nsPerMinute},     Word{QLatin1String("minute"), nsPerMinute},
        Word{QLatin1String("h"), nsPerHour},         Word{QLatin1String("hour"), nsPerHour},
        Word{QLatin1String("d"), nsPerDay},          Word{QLatin1String("day"), nsPerDay},
        Word{QLatin1String("w"), 7 * nsPerDay},      Word{QLatin1String("week"), 7 * nsPerDay},
        Word{QLatin1String("month"), 30 * nsPerDay}, Word{QLatin1String("y"), 365 * nsPerDay},
        Word{QLatin1String("year"), 365 * nsPerDay}};
    qint64 total = 0;
    QString rest = text;
    while (!rest.isEmpty()) {
        const auto match = part.match(rest);
        if (!match.hasMatch())
            return std::nullopt;
        QString name = match.captured(2);
        if (name.size() > 3 && name.endsWith(u's'))
            name.chop(1);
        const auto it = std::find_if(words.begin(), words.end(), [&](const Word &w) { return w.text == name; });
        const qint64 count = match.captured(1).isEmpty() ? 1 : match.captured(1).toLongLong();
        if (it == words.end() || count > longestNs / it->ns)
            return std::nullopt;
        total += count * it->ns;
        if (total > longestNs)
            return std::nullopt;
        rest.remove(0, match.capturedLength());
    }
    return total;
}

qint64 startOfDay(qint64 ns)
{
    return ns - ((ns % nsPerDay) + nsPerDay) % nsPerDay;
}

std::optional<qint64> timeOfDayNs(const QString &text)
{
    static const QRegularExpression form(u"^(\\d{1,2}):(\\d{2})(?::(\\d{2}))?$"_s);
    const auto match = form.match(text);
    const int hour = match.captured(1).toInt();
    const int minute = match.captured(2).toInt();
    const int second = match.captured(3).toInt();
    if (!match.hasMatch() || hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute + second > 0))
        return std::nullopt;
    return (hour * 3600 + minute * 60 + second) * nsPerSecond;
}

// "2026-05-14", "14 May", "14 May 2026", "today", "yesterday": start of that day.
std::optional<qint64> dayOf(const QString &text, qint64 nowNs)
{
    if (text == u"today"_s)
        return startOfDay(nowNs);
    if (text == u"yesterday"_s)
        return startOfDay(nowNs) - nsPerDay;
    QDate date = QDate::fromString(text, u"yyyy-MM-dd"_s);
    if (!date.isValid()) {
        static const QRegularExpression form(u"^(\\d{1,2}) ([a-z]{3})[a-z]*(?: (\\d{4}))?$"_s);
        static const QString months = u"janfebmaraprmayjunjulaugsepoctnovdec"_s;
        const auto match = form.match(text);
        const auto month = match.hasMatch() ? months.indexOf(match.captured(2)) : -1;
        if (month < 0 || month % 3 != 0)
            return std::nullopt;
        const QDate today = QDateTime::fromMSecsSinceEpoch(nowNs / nsPerMs, Qt::UTC).date();
        const int year = match.captured(3).isEmpty() ? today.year() : match.captured(3).toInt();
        date = QDate(year, static_cast<int>(month) / 3 + 1, match.captured(1).toInt());
        if (match.captured(3).isEmpty() && date > today)
            date = date.addYears(-1);
    }
    if (!date.isValid() || date.year() < 1970 || date.year() > 2200)
        return std::nullopt;
    return QDate(1970, 1, 1).daysTo(date) * nsPerDay;
}

std::optional<Point> pointOf(const QString &text, qint64 nowNs)
{
    if (text == u"now"_s)
        return Point{nowNs, true, true};
    static const QRegularExpression relative(u"^now\\s*([+-])\\s*(.+)$"_s);
    if (const auto match = relative.match(text); match.hasMatch()) {
        const auto length = lengthOf(match.captured(2));
        if (!length || *length > longestNs)
            return std::nullopt;
        return Point{match.captured(1) == u"-"_s ? nowNs - *length : nowNs + *length, true, true};
    }
    bool ok = false;
    if (const qint64 ns = parseIsoTime(text.toUpper(), &ok); ok)
        return Point{ns};
    if (const auto time = timeOfDayNs(text))
        return Point{*time, false};
    if (const auto day = dayOf(text, nowNs))
        return Point{*day};
    const qsizetype cut = std::max(text.lastIndexOf(u' '), text.lastIndexOf(u't'));
    const auto day = cut > 0 ? dayOf(text.left(cut), nowNs) : std::nullopt;
    const auto time = cut > 0 ? timeOfDayNs(text.mid(cut + 1)) : std::nullopt;
    if (!day || !time)
        return std::nullopt;
    return Point{*day + *time};
}

std::optional<std::pair<QString, QString>> twoSides(const QString &text)
{
    static const QRegularExpression words(u"^(.+?)\\s+(?:to|until)\\s+(.+)$"_s);
    static const QRegularExpression spaced(u"^(.+?)\\s+[-–—]\\s+(.+)$"_s);
    static const QRegularExpression tight(u"^(.*\\d:\\d\\d)\\s*[-–—]\\s*(\\d{1,2}:\\d\\d(?::\\d\\d)?)$"_s);
    for (const auto *form : {&words, &spaced, &tight})
        if (const auto match = form->match(text); match.hasMatch())
            return std::pair{match.captured(1).trimmed(), match.captured(2).trimmed()};
    return std::nullopt;
}

Result<TimeSelection> between(const QString &text, const QString &left, const QString &right, qint64 nowNs)
{
    const auto from = pointOf(left, nowNs);
    const auto to = pointOf(right, nowNs);
    if (!from || !to)
        return notUnderstood(
            text, QCoreApplication::translate("wf::base", "“%1” is not a time").arg((from ? right : left).left(40)));
    if (from->isNow && right == u"now"_s && from->ns < nowNs)
        return TimeSelection::last(nowNs - from->ns);
    TimeRange range{from->ns, to->ns};
    if (!from->hasDay && !to->hasDay) { // today, or the last time it was so
        if (range.endNs < range.startNs)
            range.endNs += nsPerDay;
        range = range.shifted(startOfDay(nowNs));
        if (range.startNs > nowNs)
            range = range.shifted(-nsPerDay);
    } else if (!to->hasDay) {
        range.endNs += startOfDay(range.startNs);
        if (range.endNs < range.startNs)
            range.endNs += nsPerDay;
    } else if (!from->hasDay) {
        range.startNs += startOfDay(range.endNs);
        if (range.startNs > range.endNs)
            range.startNs -= nsPerDay;
    }
    if (range.endNs <= range.startNs)
        return notUnderstood(text, QCoreApplication::translate("wf::base", "it ends before it starts"));
    return TimeSelection::between(range);
}

Result<TimeSelection> since(const QString &text, const QString &when, qint64 nowNs)
{
    auto from = pointOf(when, nowNs);
    if (!from)
        return notUnderstood(text, QCoreApplication::translate("wf::base", "“%1” is not a time").arg(when.left(40)));
    if (!from->hasDay) {
        from->ns += startOfDay(nowNs);
        if (from->ns >= nowNs)
            from->ns -= nsPerDay;
    }
    if (from->ns >= nowNs)
        return notUnderstood(text, QCoreApplication::translate("wf::base", "it starts in the future"));
    return TimeSelection::between({from->ns, nowNs});
}

} // namespace

TimeRange TimeRange::zoomed(double factor) const
{
    const double wanted = static_cast<double>(lengthNs()) * factor;
    const qint64 length =
        wanted > 0
            ? static_cast<qint64>(std::clamp(wanted, static_cast<double>(nsPerMs), static_cast<double>(longestNs)))
            : nsPerMs;
    const qint64 centre = startNs + lengthNs() / 2;
    return {centre - length / 2, centre - length / 2 + length};
}

Result<TimeSelection> parseTimeSelection(const QString &text, qint64 nowNs)
{
    QString t = text.left(200).toLower().simplified();
    if (t.endsWith(u" utc"_s))
        t.chop(4);
    if (t == u"today"_s)
        return startOfDay(nowNs) < nowNs ? TimeSelection::between({startOfDay(nowNs), nowNs})
                                         : TimeSelection::last(nsPerHour);
    if (t == u"yesterday"_s)
        return TimeSelection::between({startOfDay(nowNs) - nsPerDay, startOfDay(nowNs)});
    if (t.startsWith(u"since "_s))
        return since(text, t.mid(6), nowNs);
    if (const auto sides = twoSides(t))
        return between(text, sides->first, sides->second, nowNs);
    const QString lengthText = t.startsWith(u"last "_s) ? t.mid(5) : t;
    if (const auto length = lengthOf(lengthText)) {
        if (*length < nsPerSecond || *length > longestNs)
            return notUnderstood(
                text, QCoreApplication::translate("wf::base", "it must be between a second and twenty years long"));
        return TimeSelection::last(*length);
    }
    if (const auto day = dayOf(t, nowNs))
        return TimeSelection::between({*day, *day + nsPerDay});
    return notUnderstood(text,
                         QCoreApplication::translate("wf::base", "it has neither a length nor a start and an end"));
}

QString describe(const TimeSelection &selection)
{
    if (selection.live) {
        const auto last = [](const char *words) { return QCoreApplication::translate("wf::base", words); };
        if (selection.lengthNs == nsPerHour)
            return last(QT_TRANSLATE_NOOP("wf::base", "Last hour"));
        if (selection.lengthNs == nsPerDay)
            return last(QT_TRANSLATE_NOOP("wf::base", "Last day"));
        return last(QT_TRANSLATE_NOOP("wf::base", "Last %1")).arg(humanDuration(selection.lengthNs));
    }
    const auto &range = selection.fixed;
    const bool seconds = range.startNs % nsPerMinute != 0 || range.endNs % nsPerMinute != 0;
    const auto day = [](qint64 ns) { return dayAndTime(ns, ns + 30 * nsPerDay).section(u' ', 0, 1); };
    const auto time = [seconds](qint64 ns) { return seconds ? timeOfDay(ns) : hourMinute(ns); };
    const bool sameDay = startOfDay(range.startNs) == startOfDay(range.endNs);
    const QString end = sameDay ? time(range.endNs) : day(range.endNs) + u' ' + time(range.endNs);
    return day(range.startNs) + u' ' + time(range.startNs) + u' ' + enDash + u' ' + end + u" UTC"_s;
}

} // namespace wf::base
