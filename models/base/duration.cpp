// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"

#include "models/base/clock.h"

#include <array>
#include <cmath>
#include <limits>

namespace wf::base {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar thinSpace(0x2009);
constexpr QChar minusSign(0x2212);

struct PromUnit {
    QLatin1String name;
    qint64 ns;
    bool onlyWhole; // printed only when nothing is left over
};
constexpr std::array promUnits{
    PromUnit{QLatin1String("y"), 365 * nsPerDay, true}, PromUnit{QLatin1String("w"), 7 * nsPerDay, true},
    PromUnit{QLatin1String("d"), nsPerDay, false},      PromUnit{QLatin1String("h"), nsPerHour, false},
    PromUnit{QLatin1String("m"), nsPerMinute, false},   PromUnit{QLatin1String("s"), nsPerSecond, false},
    PromUnit{QLatin1String("ms"), nsPerMs, false}};

std::optional<qint64> plainSeconds(QStringView text)
{
    for (const QChar c : text)
        if (!(c >= u'0' && c <= u'9') && c != u'.')
            return std::nullopt;
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (!ok || seconds >= 9.2e9)
        return std::nullopt;
    return static_cast<qint64>(std::llround(seconds * 1e9));
}

qsizetype takeWhile(QStringView text, qsizetype from, bool (*wanted)(QChar))
{
    while (from < text.size() && wanted(text[from]))
        ++from;
    return from;
}

QString part(qint64 count, QLatin1String unit)
{
    return QString::number(count) + thinSpace + unit;
}

QString pair(qint64 big, QLatin1String bigUnit, qint64 small, QLatin1String smallUnit)
{
    return small ? part(big, bigUnit) + u' ' + part(small, smallUnit) : part(big, bigUnit);
}

// Below a minute: three significant figures.
QString shortDuration(qint64 ns)
{
    static constexpr std::array units{std::pair{1.0, QLatin1String("ns")}, std::pair{1e3, QLatin1String("")},
                                      std::pair{1e6, QLatin1String("ms")}, std::pair{1e9, QLatin1String("s")}};
    for (std::size_t i = 0; i < units.size(); ++i) {
        const double shown = static_cast<double>(ns) / units[i].first;
        const int decimals = shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : 2;
        QString text = QString::number(shown, 'f', decimals);
        if (i + 1 < units.size() && text.toDouble() >= 1000)
            continue;
        if (decimals > 0) {
            while (text.endsWith(u'0'))
                text.chop(1);
            if (text.endsWith(u'.'))
                text.chop(1);
        }
        return text + thinSpace + (i == 1 ? u"µs"_s : QString(units[i].second));
    }
    return {};
}

} // namespace

std::optional<qint64> parseDuration(QStringView text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (const auto seconds = plainSeconds(text))
        return seconds;
    const auto digit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const auto letter = [](QChar c) { return c >= u'a' && c <= u'z'; };
    qint64 total = 0;
    std::size_t next = 0; // units come largest first, each once
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype digitsEnd = takeWhile(text, at, digit);
        const qsizetype unitEnd = takeWhile(text, digitsEnd, letter);
        bool ok = false;
        const qint64 count = text.sliced(at, digitsEnd - at).toLongLong(&ok);
        const QStringView name = text.sliced(digitsEnd, unitEnd - digitsEnd);
        while (next < promUnits.size() && promUnits[next].name != name)
            ++next;
        if (!ok || next == promUnits.size())
            return std::nullopt;
        const qint64 ns = promUnits[next++].ns;
        if (count > (std::numeric_limits<qint64>::max() - total) / ns)
            return std::nullopt;
        total += count * ns;
        at = unitEnd;
    }
    return total;
}

QString promDuration(qint64 ns)
{
    if (ns == 0)
        return u"0s"_s;
    if (ns < 0)
        return u'-' + promDuration(ns == std::numeric_limits<qint64>::min() ? std::numeric_limits<qint64>::max() : -ns);
    qint64 left = std::max<qint64>(ns / nsPerMs, 1) * nsPerMs;
    QString out;
    for (const auto &unit : promUnits) {
        if (left < unit.ns || (unit.onlyWhole && left % unit.ns != 0))
            continue;
        out += QString::number(left / unit.ns) + unit.name;
        left %= unit.ns;
    }
    return out;
}

QString humanDuration(qint64 ns)
{
    if (ns < 0)
        return minusSign +
               humanDuration(ns == std::numeric_limits<qint64>::min() ? std::numeric_limits<qint64>::max() : -ns);
    if (ns == 0)
        return part(0, QLatin1String("s"));
    if (ns < 59'950'000'000)
        return shortDuration(ns);
    const qint64 seconds = ns / nsPerSecond + (ns % nsPerSecond >= nsPerSecond / 2);
    if (seconds < 3600)
        return pair(seconds / 60, QLatin1String("min"), seconds % 60, QLatin1String("s"));
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes < qint64{24} * 60)
        return pair(minutes / 60, QLatin1String("h"), minutes % 60, QLatin1String("min"));
    const qint64 hours = (minutes + 30) / 60;
    return pair(hours / 24, QLatin1String("d"), hours % 24, QLatin1String("h"));
}

QString clockDuration(qint64 ns)
{
    const bool negative = ns <= -nsPerSecond;
    const qint64 seconds = std::abs(ns / nsPerSecond);
    const auto two = [](qint64 v) { return QString::number(v).rightJustified(2, u'0'); };
    const QString minutes = seconds >= 3600 ? QString::number(seconds / 3600) + u':' + two(seconds / 60 % 60)
                                            : QString::number(seconds / 60);
    const QString text = minutes + u':' + two(seconds % 60);
    return negative ? minusSign + text : text;
}

} // namespace wf::base
