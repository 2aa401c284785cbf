// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/display/durationformat_p.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <cmath>
#include <span>

namespace wf::signals {

using namespace Qt::StringLiterals;

namespace {

struct Step {
    double below; // of the absolute value; 0 = any
    double divisor;
    const char *suffix;
};
constexpr std::array nanoSteps{Step{1e3, 1, " ns"},     Step{1e6, 1e3, " \u00b5s"}, Step{1e9, 1e6, " ms"},
                               Step{6e10, 1e9, " s"},   Step{3.6e12, 6e10, " min"}, Step{8.64e13, 3.6e12, " hour"},
                               Step{0, 8.64e13, " day"}};
constexpr std::array microSteps{Step{1e3, 1, " \u00b5s"}, Step{1e6, 1e3, " ms"}, Step{0, 1e6, " s"}};
constexpr std::array milliSteps{Step{1e3, 1, " ms"},
                                Step{6e4, 1e3, " s"},
                                Step{3.6e6, 6e4, " min"},
                                Step{8.64e7, 3.6e6, " hour"},
                                Step{3.1536e10, 8.64e7, " day"},
                                Step{0, 3.1536e10, " year"}};
constexpr std::array secondSteps{
    Step{1e-6, 1e-9, " ns"},     Step{1e-3, 1e-6, " \u00b5s"},    Step{1, 1e-3, " ms"},
    Step{60, 1, " s"},           Step{3600, 60, " min"},          Step{86400, 3600, " hour"},
    Step{604800, 86400, " day"}, Step{31536000, 604800, " week"}, Step{0, 3.15569e7, " year"}};
constexpr std::array minuteSteps{Step{60, 1, " min"}, Step{1440, 60, " hour"}, Step{10080, 1440, " day"},
                                 Step{604800, 10080, " week"}, Step{0, 5.25948e5, " year"}};
constexpr std::array hourSteps{Step{24, 1, " hour"}, Step{168, 24, " day"}, Step{8760, 168, " week"},
                               Step{0, 8760, " year"}};
constexpr std::array daySteps{Step{7, 1, " day"}, Step{365, 7, " week"}, Step{0, 365, " year"}};

UnitText stepped(double value, std::optional<int> decimals, std::span<const Step> steps)
{
    const double size = std::abs(value);
    for (const Step &s : steps)
        if (s.below == 0 || size < s.below)
            return {{}, fixedText(value / s.divisor, decimals), QString::fromUtf8(s.suffix)};
    return {};
}

UnitText secondsText(double value, std::optional<int> decimals)
{
    return value == 0 ? UnitText{{}, u"0"_s, u" s"_s} : stepped(value, decimals, secondSteps); // not "0 ns"
}

// "1 hour, 2 minutes": `decimals` more units after the first.
UnitText inWords(double ms, int decimals)
{
    static constexpr std::array units{std::pair{"year", 31536000000.0}, std::pair{"month", 2592000000.0},
                                      std::pair{"week", 604800000.0},   std::pair{"day", 86400000.0},
                                      std::pair{"hour", 3600000.0},     std::pair{"minute", 60000.0},
                                      std::pair{"second", 1000.0},      std::pair{"millisecond", 1.0}};
    if (ms < 0) {
        UnitText out = inWords(-ms, decimals);
        out.suffix += " ago"_L1;
        return out;
    }
    QStringList parts;
    bool started = false;
    for (const auto &[word, size] : units) {
        if (decimals < 0)
            break;
        const double n = ms / size;
        if (n < 1 && !started)
            continue;
        started = true;
        const double whole = std::floor(n);
        parts << QString::number(whole, 'f', 0) + u' ' + QLatin1String(word) + (whole == 1 ? QString() : u"s"_s);
        ms = std::fmod(ms, size);
        --decimals;
    }
    if (parts.isEmpty()) // less than the smallest
        return {{}, u"0"_s, u" milliseconds"_s};
    return {{}, parts.join(u", "_s), {}};
}

QString two(qint64 n)
{
    return u"%1"_s.arg(n, 2, 10, QChar(u'0'));
}

// "01h:01m:02s:500ms", fewer parts with fewer decimals.
QString clockText(double ms, std::optional<int> decimals)
{
    const qint64 t = static_cast<qint64>(std::abs(ms));
    QStringList parts;
    if (t >= 3600000)
        parts << two(t / 3600000) + u'h';
    if (t >= 60000)
        parts << two(t / 60000 % 60) + u'm';
    if (t >= 1000)
        parts << two(t / 1000 % 60) + u's';
    parts << u"%1ms"_s.arg(t % 1000, 3, 10, QChar(u'0'));
    if (decimals)
        parts = parts.mid(0, *decimals + 1);
    return parts.join(u':');
}

QString hms(double seconds)
{
    const qint64 t = static_cast<qint64>(std::abs(seconds));
    return (seconds < 0 ? u"-"_s : QString()) + two(t / 3600) + u':' + two(t / 60 % 60) + u':' + two(t % 60);
}

QDateTime moment(qint64 ms, const QString &zone)
{
    if (zone.isEmpty() || zone == "browser"_L1)
        return QDateTime::fromMSecsSinceEpoch(ms);
    if (zone == "utc"_L1)
        return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    const QTimeZone named(zone.toUtf8());
    return named.isValid() ? QDateTime::fromMSecsSinceEpoch(ms, named) : QDateTime::fromMSecsSinceEpoch(ms);
}

// Of two moments of which either may be at the end of what 64 bits hold.
QString agoText(qint64 ms, qint64 nowMs)
{
    const double seconds = std::abs(static_cast<double>(nowMs) - static_cast<double>(ms)) / 1000;
    const auto words = [](double n, const char *one, const char *many) {
        const auto whole = static_cast<qint64>(std::round(n));
        return whole <= 1 ? QString::fromLatin1(one) : QString::fromLatin1(many).arg(whole);
    };
    const QString size = seconds < 45         ? u"a few seconds"_s
                         : seconds < 2700     ? words(seconds / 60, "a minute", "%1 minutes")
                         : seconds < 79200    ? words(seconds / 3600, "an hour", "%1 hours")
                         : seconds < 2246400  ? words(seconds / 86400, "a day", "%1 days")
                         : seconds < 27600000 ? words(seconds / 2629800, "a month", "%1 months")
                                              : words(seconds / 31557600, "a year", "%1 years");
    return nowMs >= ms ? QString(size + " ago"_L1) : QString(u"in "_s + size);
}

std::optional<QString> dateText(const QString &id, qint64 ms, qint64 nowMs, const QString &zone)
{
    if (!id.startsWith("dateTime"_L1))
        return std::nullopt;
    if (id == "dateTimeFromNow"_L1)
        return agoText(ms, nowMs);
    const bool today = id.endsWith("NoDateIfToday"_L1) && moment(ms, zone).date() == moment(nowMs, zone).date();
    const bool american = id.startsWith("dateTimeAsUS"_L1);
    return momentText(ms,
                      american ? (today ? u"h:mm:ss a"_s : u"MM/DD/YYYY h:mm:ss a"_s)
                               : (today ? u"HH:mm:ss"_s : u"YYYY-MM-DD HH:mm:ss"_s),
                      zone);
}

} // namespace

QString momentText(qint64 ms, const QString &format, const QString &zone)
{
    static constexpr std::array letters{
        std::pair{u"YYYY", u"yyyy"}, std::pair{u"YY", u"yy"},   std::pair{u"MMMM", u"MMMM"}, std::pair{u"MMM", u"MMM"},
        std::pair{u"MM", u"MM"},     std::pair{u"M", u"M"},     std::pair{u"DD", u"dd"},     std::pair{u"D", u"d"},
        std::pair{u"dddd", u"dddd"}, std::pair{u"ddd", u"ddd"}, std::pair{u"HH", u"HH"},     std::pair{u"H", u"H"},
        std::pair{u"hh", u"hh"},     std::pair{u"h", u"h"},     std::pair{u"mm", u"mm"},     std::pair{u"m", u"m"},
        std::pair{u"SSS", u"zzz"},   std::pair{u"ss", u"ss"},   std::pair{u"s", u"s"},       std::pair{u"A", u"AP"},
        std::pair{u"a", u"ap"},      std::pair{u"Z", u"t"}};
    const QDateTime at = moment(ms, zone);
    const bool halfDay = format.contains(u'a') || format.contains(u'A');
    QString out;
    for (qsizetype i = 0; i < std::min<qsizetype>(format.size(), 200);) {
        if (format[i] == u'[') { // quoted
            const qsizetype end = format.indexOf(u']', i);
            out += format.mid(i + 1, (end < 0 ? format.size() : end) - i - 1);
            i = end < 0 ? format.size() : end + 1;
            continue;
        }
        const auto it = std::find_if(letters.begin(), letters.end(), [&](const auto &l) {
            return QStringView(format).mid(i).startsWith(QStringView(l.first));
        });
        if (it == letters.end()) {
            out += format[i++];
            continue;
        }
        const QString qt = QStringView(it->second).toString();
        const bool hour = qt.startsWith(u'h') && halfDay; // Qt counts to twelve only beside "ap"
        out += hour ? at.toString(qt + " ap"_L1).section(u' ', 0, 0) : at.toString(qt);
        i += QStringView(it->first).size();
    }
    return out;
}

std::optional<UnitText> formatTimeUnit(const QString &id, double value, std::optional<int> decimals, qint64 nowMs,
                                       const QString &zone)
{
    if (id == "ns"_L1)
        return stepped(value, decimals, nanoSteps);
    if (id == "us"_L1 || id == u"\u00b5s")
        return stepped(value, decimals, microSteps);
    if (id == "ms"_L1)
        return stepped(value, decimals, milliSteps);
    if (id == "s"_L1)
        return secondsText(value, decimals);
    if (id == "m"_L1)
        return stepped(value, decimals, minuteSteps);
    if (id == "h"_L1)
        return stepped(value, decimals, hourSteps);
    if (id == "d"_L1)
        return stepped(value, decimals, daySteps);
    if (id == "timeticks"_L1)
        return secondsText(value / 100, decimals);
    if (id == "dtdurations"_L1 || id == "dtdurationms"_L1) {
        const bool ms = id.endsWith("ms"_L1);
        return value == 0 ? UnitText{{}, u"0"_s, ms ? u" milliseconds"_s : u" seconds"_s}
                          : inWords(ms ? value : value * 1000, decimals.value_or(0));
    }
    if (id == "dthms"_L1)
        return UnitText{{}, hms(value), {}};
    if (id == "dtdhms"_L1)
        return UnitText{{}, u"%1 d %2"_s.arg(static_cast<qint64>(value / 86400)).arg(hms(std::fmod(value, 86400))), {}};
    if (id == "clocks"_L1 || id == "clockms"_L1)
        return UnitText{{}, clockText(id == "clocks"_L1 ? value * 1000 : value, decimals), {}};
    if (const auto date = dateText(id, static_cast<qint64>(value), nowMs, zone))
        return UnitText{{}, *date, {}};
    return std::nullopt;
}

} // namespace wf::signals
