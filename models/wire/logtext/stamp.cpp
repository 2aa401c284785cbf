// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/stamp.h"

#include "models/base/clock.h"
#include "models/wire/logtext/civiltime_p.h"

#include <array>

namespace wf::wire::logtext {

namespace {

using Reader = bool (*)(StampCursor &, CivilTime &);

bool between(const std::optional<int> &value, int least, int most)
{
    return value && *value >= least && *value <= most;
}

// 2026-11-28T15:36:56.123+01:00, 2026/11/28 15:36:56, 2026-11-28-15.36.56.123456
bool yearFirst(StampCursor &c, CivilTime &t)
{
    t.year = c.number(4, 4);
    const char separator = c.peek();
    if (!t.year || !c.eatAny("-/."))
        return false;
    const auto month = c.number(1, 2);
    if (!between(month, 1, 12) || !c.eat(separator))
        return false;
    const auto day = c.number(1, 2);
    if (!between(day, 1, 31))
        return false;
    t.month = *month;
    t.day = *day;
    const bool isDashed = c.peek() == '-';
    if (!c.eatAny("Tt -_:"))
        return false;
    while (c.eat(' ')) {
    }
    if (!c.clock(t, ':', false) && !(isDashed && c.clock(t, '.', true)))
        return false;
    c.zone(t);
    return true;
}

// 20261128-15:36:56:123, 20261128 15:36:56, 20261128T153656Z
bool eightDigits(StampCursor &c, CivilTime &t)
{
    const auto date = c.number(8, 8);
    if (!date)
        return false;
    t.year = *date / 10000;
    t.month = *date / 100 % 100;
    t.day = *date % 100;
    if (!between(t.year, 1970, 2261) || t.month < 1 || t.month > 12 || !c.eatAny("-T "))
        return false;
    if (c.digitsAhead() == 6) {
        const int clock = *c.number(6, 6);
        t.hour = clock / 10000;
        t.minute = clock / 100 % 100;
        t.second = clock % 100;
        c.fraction(t);
    } else if (!c.clock(t)) {
        return false;
    }
    c.zone(t);
    return true;
}

// 081109 204005 and 081109 20:40:05
bool sixDigits(StampCursor &c, CivilTime &t)
{
    const auto date = c.number(6, 6);
    if (!date || !c.eat(' '))
        return false;
    while (c.eat(' ')) {
    }
    const int year = *date / 10000;
    t.year = year < 70 ? 2000 + year : 1900 + year;
    t.month = *date / 100 % 100;
    t.day = *date % 100;
    if (t.month < 1 || t.month > 12 || t.day < 1 || t.day > 31)
        return false;
    if (c.digitsAhead() != 6)
        return c.clock(t);
    const int clock = *c.number(6, 6);
    t.hour = clock / 10000;
    t.minute = clock / 100 % 100;
    t.second = clock % 100;
    return t.hour < 24 && t.minute < 60 && t.second < 61;
}

// 28/Nov/2026:15:36:56 +0100, 28-Nov-2026 15:36:56.123, 28 Nov 2026 15:36:56
bool dayMonthName(StampCursor &c, CivilTime &t)
{
    const auto day = c.number(1, 2);
    const char separator = c.peek();
    if (!between(day, 1, 31) || !c.eatAny("/- "))
        return false;
    const auto month = c.monthName();
    if (!month || !c.eat(separator))
        return false;
    t.day = *day;
    t.month = *month;
    if (c.digitsAhead() == 4 || (c.digitsAhead() == 2 && separator != ' ')) {
        const int year = *c.number(2, 4);
        t.year = year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
        if (!c.eatAny(": ,"))
            return false;
        while (c.eat(' ')) {
        }
    }
    if (!c.clock(t))
        return false;
    c.zone(t);
    return true;
}

// 11/28/2026 15:36:56, 11/28/2026 3:36:56 PM, 28.11.2026 15:36:56, 11-28 15:36:56.123, 10.30 16:49:06
bool numbersOnly(StampCursor &c, CivilTime &t)
{
    const auto first = c.number(1, 2);
    const char separator = c.peek();
    if (!first || !c.eatAny("/.-"))
        return false;
    const auto second = c.number(1, 2);
    if (!second)
        return false;
    bool isDayFirst = separator == '.';
    if (c.eat(separator)) {
        const auto year = c.number(2, 4);
        if (!year)
            return false;
        t.year = *year < 70 ? 2000 + *year : *year < 100 ? 1900 + *year : *year;
    } else {
        isDayFirst = false;
    }
    isDayFirst = isDayFirst || *first > 12;
    t.day = isDayFirst ? *first : *second;
    t.month = isDayFirst ? *second : *first;
    if (t.month < 1 || t.month > 12 || t.day < 1 || t.day > 31)
        return false;
    c.eat(',');
    if (!c.eatAny(" -T"))
        return false;
    while (c.eat(' ')) {
    }
    if (!c.clock(t, ':', !t.year.has_value()))
        return false;
    c.zone(t);
    return true;
}

// Nov 28 15:36:56, Nov  8 2026 15:36:56, Nov 28, 2026 3:36:56 PM
bool monthNameFirst(StampCursor &c, CivilTime &t)
{
    const auto month = c.monthName();
    if (!month || !c.eat(' '))
        return false;
    c.eat(' ');
    const auto day = c.number(1, 2);
    if (!between(day, 1, 31))
        return false;
    t.month = *month;
    t.day = *day;
    c.eat(',');
    if (!c.eat(' '))
        return false;
    if (c.digitsAhead() == 4) {
        t.year = c.number(4, 4);
        c.eat(',');
        if (!c.eatAny(" :"))
            return false;
    }
    if (!c.clock(t))
        return false;
    c.zone(t);
    if (!t.year && c.peek() == ' ') { // date(1): zone and then the year
        const std::size_t back = c.at();
        c.eat(' ');
        const auto year = c.digitsAhead() == 4 ? c.number(4, 4) : std::nullopt;
        if (between(year, 1970, 2261) && c.endsHere())
            t.year = year;
        else
            c.moveTo(back);
    }
    return true;
}

// Sun Dec 04 04:47:44 2005, Sat Nov 28 15:36:56 CET 2026, Sun, 06 Nov 1994 08:49:37 GMT
bool weekdayFirst(StampCursor &c, CivilTime &t)
{
    if (!c.weekday())
        return false;
    c.eat(',');
    if (!c.eat(' '))
        return false;
    const std::size_t start = c.at();
    if (monthNameFirst(c, t))
        return true;
    c.moveTo(start);
    t = {};
    return dayMonthName(c, t);
}

// 15:36:56.123: only with decimals, for "12:30:45" may be anything.
bool timeOfDay(StampCursor &c, CivilTime &t)
{
    const std::size_t start = c.at();
    if (c.digitsAhead() != 2 || !c.clock(t))
        return false;
    return c.at() - start > 8;
}

std::optional<Stamp> since1970(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9')
        ++end;
    if (end != 10 && end != 13 && end != 16 && end != 19)
        return std::nullopt;
    if (end == 10 && end + 1 < text.size() && text[end] == '.') {
        std::size_t more = end + 1;
        while (more < text.size() && text[more] >= '0' && text[more] <= '9')
            ++more;
        end = more > end + 1 ? more : end;
    }
    StampCursor behind(text);
    behind.moveTo(end);
    const auto ns = epochToNs(text.substr(0, end));
    if (!ns || !behind.endsHere())
        return std::nullopt;
    return Stamp{*ns, end, true, true};
}

} // namespace

std::optional<qint64> epochToNs(std::string_view number)
{
    const auto dot = number.find('.');
    const auto whole = number.substr(0, dot);
    if (whole.size() < 9 || whole.size() > 19 || whole.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    qint64 value = 0;
    for (const char c : whole) {
        if (value > (std::numeric_limits<qint64>::max() - (c - '0')) / 10)
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    // Seconds until the year 5138, then milliseconds and so on: the ranges do not meet between 1973 and 2100.
    qint64 unit = 1;
    if (value < 100'000'000'000)
        unit = base::nsPerSecond;
    else if (value < 100'000'000'000'000)
        unit = base::nsPerMs;
    else if (value < 100'000'000'000'000'000)
        unit = 1000;
    constexpr qint64 from2001 = 978'307'200 * base::nsPerSecond;
    constexpr qint64 to2100 = 4'102'444'800 * base::nsPerSecond;
    if (value > to2100 / unit || value * unit < from2001)
        return std::nullopt;
    qint64 ns = value * unit;
    if (dot != std::string_view::npos) {
        qint64 place = unit;
        for (const char c : number.substr(dot + 1)) {
            if (c < '0' || c > '9')
                return std::nullopt;
            place /= 10;
            ns += place * (c - '0');
        }
    }
    return ns;
}

std::optional<Stamp> readStamp(std::string_view text, const StampContext &context)
{
    if (text.size() < 8)
        return std::nullopt;
    const auto first = static_cast<unsigned char>(text[0]);
    const bool isDigit = first >= '0' && first <= '9';
    if (!isDigit && !(first >= 'A' && first <= 'Z') && !(first >= 'a' && first <= 'z'))
        return std::nullopt;
    static constexpr std::array<Reader, 6> ofDigits{yearFirst,    eightDigits, sixDigits,
                                                    dayMonthName, numbersOnly, timeOfDay};
    static constexpr std::array<Reader, 2> ofLetters{monthNameFirst, weekdayFirst};
    const auto attempt = [&](Reader read) -> std::optional<Stamp> {
        StampCursor cursor(text);
        CivilTime time;
        if (!read(cursor, time) || !cursor.endsHere())
            return std::nullopt;
        const auto ns = resolve(time, context);
        if (!ns)
            return std::nullopt;
        return Stamp{*ns, cursor.at(), time.zoneSeconds.has_value(), time.month != 0};
    };
    if (isDigit) {
        for (const Reader read : ofDigits)
            if (const auto stamp = attempt(read))
                return stamp;
        return since1970(text);
    }
    for (const Reader read : ofLetters)
        if (const auto stamp = attempt(read))
            return stamp;
    return std::nullopt;
}

} // namespace wf::wire::logtext
