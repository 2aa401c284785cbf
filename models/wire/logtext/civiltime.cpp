// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/civiltime_p.h"

#include "models/base/clock.h"
#include "models/wire/text.h"

#include <array>
#include <chrono>

namespace wf::wire::logtext {

namespace {

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Zone {
    std::string_view name;
    int hours;
};
// Those that mean one offset nearly everywhere; CST and IST are left out on purpose.
constexpr std::array zones{Zone{"UTC", 0},  Zone{"GMT", 0},  Zone{"Z", 0},    Zone{"WET", 0},  Zone{"WEST", 1},
                           Zone{"BST", 1},  Zone{"CET", 1},  Zone{"CEST", 2}, Zone{"EET", 2},  Zone{"EEST", 3},
                           Zone{"MSK", 3},  Zone{"EST", -5}, Zone{"EDT", -4}, Zone{"CDT", -5}, Zone{"MST", -7},
                           Zone{"MDT", -6}, Zone{"PST", -8}, Zone{"PDT", -7}, Zone{"JST", 9},  Zone{"AEST", 10}};

std::optional<qint64> localSeconds(int year, const CivilTime &time)
{
    using namespace std::chrono;
    const year_month_day date{std::chrono::year{year}, month{static_cast<unsigned>(time.month)},
                              day{static_cast<unsigned>(time.day)}};
    if (!date.ok() || year < 1970 || year > 2261)
        return std::nullopt;
    return qint64{sys_days{date}.time_since_epoch().count()} * 86400 + time.hour * 3600 + time.minute * 60 +
           time.second;
}

std::optional<qint64> atYear(int year, const CivilTime &time, const StampContext &context)
{
    const auto local = localSeconds(year, time);
    if (!local)
        return std::nullopt;
    const int east = time.zoneSeconds ? *time.zoneSeconds : context.zone ? context.zone(*local) : 0;
    return (*local - east) * base::nsPerSecond + time.fractionNs;
}

int yearOf(qint64 ns)
{
    using namespace std::chrono;
    return static_cast<int>(year_month_day{floor<days>(sys_time<nanoseconds>{nanoseconds{ns}})}.year());
}

} // namespace

std::optional<qint64> resolve(const CivilTime &time, const StampContext &context)
{
    if (time.hour > 23 || time.minute > 59 || time.second > 60)
        return std::nullopt;
    if (time.year)
        return atYear(*time.year, time, context);
    const qint64 latest = context.nowNs + base::nsPerDay;
    if (time.month == 0) {
        // A time of day: the newest one not after now (and an hour, for clocks that differ).
        using namespace std::chrono;
        for (int back = -1; back <= 1; ++back) {
            const auto today = floor<days>(sys_time<nanoseconds>{nanoseconds{context.nowNs}}) - days{back};
            const year_month_day date{today};
            CivilTime whole = time;
            whole.month = static_cast<int>(static_cast<unsigned>(date.month()));
            whole.day = static_cast<int>(static_cast<unsigned>(date.day()));
            if (const auto ns = atYear(static_cast<int>(date.year()), whole, context);
                ns && *ns <= context.nowNs + base::nsPerHour)
                return ns;
        }
        return std::nullopt;
    }
    // Eight years back reach a 29 February everywhere.
    for (int year = yearOf(latest); year > yearOf(latest) - 9; --year)
        if (const auto ns = atYear(year, time, context); ns && *ns <= latest)
            return ns;
    return std::nullopt;
}

std::size_t StampCursor::digitsAhead() const
{
    std::size_t n = 0;
    while (isDigit(peek(n)))
        ++n;
    return n;
}

bool StampCursor::eat(char c)
{
    if (peek() != c || m_at >= m_text.size())
        return false;
    ++m_at;
    return true;
}

bool StampCursor::eatAny(std::string_view chars)
{
    if (m_at >= m_text.size() || chars.find(m_text[m_at]) == std::string_view::npos)
        return false;
    ++m_at;
    return true;
}

std::optional<int> StampCursor::number(std::size_t least, std::size_t most)
{
    const std::size_t n = digitsAhead();
    if (n < least || n > most)
        return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < n; ++i)
        value = value * 10 + (m_text[m_at + i] - '0');
    m_at += n;
    return value;
}

std::optional<int> StampCursor::monthName()
{
    static constexpr std::array<std::string_view, 12> names{"January",   "February", "March",    "April",
                                                            "May",       "June",     "July",     "August",
                                                            "September", "October",  "November", "December"};
    const auto rest = m_text.substr(m_at);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!equalsIgnoringCase(rest.substr(0, 3), names[i].substr(0, 3)))
            continue;
        const bool isWhole = equalsIgnoringCase(rest.substr(0, names[i].size()), names[i]);
        const std::size_t length = isWhole ? names[i].size() : 3;
        if (isLetter(peek(length)))
            return std::nullopt;
        m_at += length;
        return static_cast<int>(i) + 1;
    }
    return std::nullopt;
}

bool StampCursor::weekday()
{
    static constexpr std::array<std::string_view, 7> names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                           "Friday", "Saturday", "Sunday"};
    const auto rest = m_text.substr(m_at);
    for (const auto name : names) {
        if (!equalsIgnoringCase(rest.substr(0, 3), name.substr(0, 3)))
            continue;
        const bool isWhole = equalsIgnoringCase(rest.substr(0, name.size()), name);
        const std::size_t length = isWhole ? name.size() : 3;
        if (isLetter(peek(length)))
            return false;
        m_at += length;
        return true;
    }
    return false;
}

bool StampCursor::clock(CivilTime &time, char separator, bool wantsSeconds)
{
    const std::size_t start = m_at;
    const auto hour = number(1, 2);
    const bool colon = hour && eat(separator);
    const auto minute = colon ? number(1, 2) : std::nullopt;
    if (!minute) {
        m_at = start;
        return false;
    }
    time.hour = *hour;
    time.minute = *minute;
    time.second = 0;
    if (peek() == separator && isDigit(peek(1))) {
        ++m_at;
        const auto second = number(1, 2);
        if (!second) {
            m_at = start;
            return false;
        }
        time.second = *second;
        fraction(time);
    } else if (wantsSeconds) {
        m_at = start;
        return false;
    }
    amPm(time);
    return time.hour < 24 && time.minute < 60 && time.second < 61;
}

void StampCursor::amPm(CivilTime &time)
{
    const std::size_t blank = peek() == ' ' ? 1 : 0;
    const char half = peek(blank);
    const char m = peek(blank + 1);
    if ((m != 'M' && m != 'm') || isLetter(peek(blank + 2)) || time.hour < 1 || time.hour > 12)
        return;
    if (half == 'P' || half == 'p')
        time.hour = time.hour % 12 + 12;
    else if (half == 'A' || half == 'a')
        time.hour %= 12;
    else
        return;
    m_at += blank + 2;
}

void StampCursor::fraction(CivilTime &time)
{
    if ((peek() != '.' && peek() != ',' && peek() != ':') || !isDigit(peek(1)))
        return;
    ++m_at;
    int n = 0;
    for (; isDigit(peek()); ++m_at, ++n)
        if (n < 9)
            time.fractionNs = time.fractionNs * 10 + (peek() - '0');
    for (; n < 9; ++n)
        time.fractionNs *= 10;
}

void StampCursor::zone(CivilTime &time)
{
    const std::size_t start = m_at;
    const bool blank = eat(' ');
    if (peek() == '+' || peek() == '-') {
        const bool west = peek() == '-';
        ++m_at;
        const std::size_t n = digitsAhead();
        if (n == 2 || n == 4) {
            const int value = *number(2, 4);
            const int hours = n == 4 ? value / 100 : value;
            int minutes = n == 4 ? value % 100 : 0;
            if (n == 2 && peek() == ':') {
                ++m_at;
                minutes = number(2, 2).value_or(60);
            }
            if (hours <= 14 && minutes < 60 && !isDigit(peek())) {
                time.zoneSeconds = (hours * 60 + minutes) * (west ? -60 : 60);
                return;
            }
        }
        m_at = start;
        return;
    }
    std::size_t n = 0;
    while (n < 5 && isLetter(peek(n)))
        ++n;
    if (n > 0 && !isLetter(peek(n)) && !isDigit(peek(n)) && (!blank || n > 1))
        for (const auto &known : zones)
            if (known.name == m_text.substr(m_at, n) || (n == 1 && peek() == 'z' && known.name == "Z")) {
                m_at += n;
                time.zoneSeconds = known.hours * 3600;
                return;
            }
    m_at = start;
}

bool StampCursor::endsHere() const
{
    const char c = peek();
    return !isDigit(c) && !isLetter(c) && c != '_' &&
           !((c == '.' || c == '-' || c == ':' || c == '/') && isDigit(peek(1)));
}

} // namespace wf::wire::logtext
