// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/gotime.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace wf::query::tmpl {

namespace {

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

// Parts of a layout, longest first where one begins like another.
enum class Part {
    LongYear,
    LongMonth,
    LongWeekDay,
    DayOfYear,
    OffsetColon,
    ZOffsetColon,
    Offset,
    ZOffset,
    ShortMonth,
    ShortWeekDay,
    Zone,
    ShortYear,
    ZeroMonth,
    ZeroDay,
    SpaceDay,
    Hour24,
    ZeroHour12,
    ZeroMinute,
    ZeroSecond,
    UpperHalf,
    LowerHalf,
    OffsetHours,
    Month,
    Day,
    Hour12,
    Minute,
    Second
};
struct Word {
    std::string_view text;
    Part part;
};
constexpr std::array words{Word{"2006", Part::LongYear},
                           Word{"January", Part::LongMonth},
                           Word{"Monday", Part::LongWeekDay},
                           Word{"002", Part::DayOfYear},
                           Word{"-07:00", Part::OffsetColon},
                           Word{"Z07:00", Part::ZOffsetColon},
                           Word{"-0700", Part::Offset},
                           Word{"Z0700", Part::ZOffset},
                           Word{"Jan", Part::ShortMonth},
                           Word{"Mon", Part::ShortWeekDay},
                           Word{"MST", Part::Zone},
                           Word{"-07", Part::OffsetHours},
                           Word{"06", Part::ShortYear},
                           Word{"01", Part::ZeroMonth},
                           Word{"02", Part::ZeroDay},
                           Word{"_2", Part::SpaceDay},
                           Word{"15", Part::Hour24},
                           Word{"03", Part::ZeroHour12},
                           Word{"04", Part::ZeroMinute},
                           Word{"05", Part::ZeroSecond},
                           Word{"PM", Part::UpperHalf},
                           Word{"pm", Part::LowerHalf},
                           Word{"1", Part::Month},
                           Word{"2", Part::Day},
                           Word{"3", Part::Hour12},
                           Word{"4", Part::Minute},
                           Word{"5", Part::Second}};

const Word *wordAt(std::string_view layout)
{
    const auto it = std::ranges::find_if(words, [layout](const Word &w) { return layout.starts_with(w.text); });
    return it == words.end() ? nullptr : &*it;
}

// ".000" or ",999": length, 0 when none stands here.
std::size_t fractionLength(std::string_view layout)
{
    if (layout.size() < 2 || (layout[0] != '.' && layout[0] != ',') || (layout[1] != '0' && layout[1] != '9'))
        return 0;
    std::size_t n = 1;
    while (n < layout.size() && layout[n] == layout[1])
        ++n;
    return n < layout.size() && layout[n] >= '0' && layout[n] <= '9' ? 0 : n;
}

std::string padded(qint64 value, int width, char fill = '0')
{
    std::string out = std::to_string(value);
    if (out.size() < static_cast<std::size_t>(width))
        out.insert(0, static_cast<std::size_t>(width) - out.size(), fill);
    return out;
}

struct Fields {
    std::chrono::year_month_day date;
    unsigned weekDay;
    unsigned dayOfYear;
    qint64 hour, minute, second, ns;
};

Fields split(qint64 ns)
{
    using namespace std::chrono;
    const sys_time<nanoseconds> at{nanoseconds(ns)};
    const auto day = floor<days>(at);
    const hh_mm_ss clock{at - day};
    const year_month_day date{day};
    const auto first = sys_days{date.year() / January / 1};
    return {date,
            weekday(day).c_encoding(),
            static_cast<unsigned>((day - first).count()) + 1,
            clock.hours().count(),
            clock.minutes().count(),
            clock.seconds().count(),
            clock.subseconds().count()};
}

std::string formatPart(Part part, const Fields &f)
{
    const auto month = static_cast<unsigned>(f.date.month());
    const auto day = static_cast<unsigned>(f.date.day());
    const int year = static_cast<int>(f.date.year());
    const qint64 hour12 = f.hour % 12 == 0 ? 12 : f.hour % 12;
    switch (part) {
    case Part::LongYear:
        return padded(year, 4);
    case Part::ShortYear:
        return padded(year % 100, 2);
    case Part::LongMonth:
        return std::string(months[month - 1]);
    case Part::ShortMonth:
        return std::string(months[month - 1].substr(0, 3));
    case Part::ZeroMonth:
        return padded(month, 2);
    case Part::Month:
        return std::to_string(month);
    case Part::LongWeekDay:
        return std::string(weekDays[f.weekDay]);
    case Part::ShortWeekDay:
        return std::string(weekDays[f.weekDay].substr(0, 3));
    case Part::DayOfYear:
        return padded(f.dayOfYear, 3);
    case Part::ZeroDay:
        return padded(day, 2);
    case Part::SpaceDay:
        return padded(day, 2, ' ');
    case Part::Day:
        return std::to_string(day);
    case Part::Hour24:
        return padded(f.hour, 2);
    case Part::ZeroHour12:
        return padded(hour12, 2);
    case Part::Hour12:
        return std::to_string(hour12);
    case Part::ZeroMinute:
        return padded(f.minute, 2);
    case Part::Minute:
        return std::to_string(f.minute);
    case Part::ZeroSecond:
        return padded(f.second, 2);
    case Part::Second:
        return std::to_string(f.second);
    case Part::UpperHalf:
        return f.hour < 12 ? "AM" : "PM";
    case Part::LowerHalf:
        return f.hour < 12 ? "am" : "pm";
    case Part::Zone:
        return "UTC";
    case Part::Offset:
        return "+0000";
    case Part::OffsetColon:
        return "+00:00";
    case Part::OffsetHours:
        return "+00";
    case Part::ZOffset:
    case Part::ZOffsetColon:
        return "Z";
    }
    return {};
}

// What a parser has found so far.
struct Parsed {
    int year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0;
    int dayOfYear = 0;
    qint64 ns = 0;
    qint64 offsetSeconds = 0;
    std::optional<bool> isAfternoon;
};

class TimeParser {
public:
    explicit TimeParser(std::string_view text) : m_text(text) {}

    bool literal(char c)
    {
        if (m_text.empty() || m_text.front() != c)
            return false;
        m_text.remove_prefix(1);
        return true;
    }
    bool atEnd() const { return m_text.empty(); }
    bool fraction()
    {
        if (m_text.empty() || (m_text.front() != '.' && m_text.front() != ','))
            return false;
        m_text.remove_prefix(1);
        qint64 unit = 100'000'000;
        bool hasAny = false;
        for (; !m_text.empty() && m_text.front() >= '0' && m_text.front() <= '9'; m_text.remove_prefix(1), unit /= 10) {
            m_out.ns += (m_text.front() - '0') * unit;
            hasAny = true;
        }
        return hasAny;
    }
    bool part(Part part);
    [[nodiscard]] std::optional<qint64> result() const;

private:
    bool number(int &to, std::size_t least, std::size_t most)
    {
        std::size_t n = 0;
        int value = 0;
        for (; n < most && n < m_text.size() && m_text[n] >= '0' && m_text[n] <= '9'; ++n)
            value = value * 10 + (m_text[n] - '0');
        if (n < least)
            return false;
        m_text.remove_prefix(n);
        to = value;
        return true;
    }
    template<std::size_t N>
    bool name(const std::array<std::string_view, N> &names, std::size_t length, int &to)
    {
        for (std::size_t i = 0; i < N; ++i) {
            const auto wanted = names[i].substr(0, length);
            if (m_text.starts_with(wanted)) {
                m_text.remove_prefix(wanted.size());
                to = static_cast<int>(i) + 1;
                return true;
            }
        }
        return false;
    }
    bool offset(bool hasColon, bool hasMinutes, bool mayBeZ)
    {
        if (mayBeZ && literal('Z'))
            return true;
        const bool isWest = !m_text.empty() && m_text.front() == '-';
        int hours = 0;
        int minutes = 0;
        if (!literal('-') && !literal('+'))
            return false;
        if (!number(hours, 2, 2) || (hasColon && !literal(':')) || (hasMinutes && !number(minutes, 2, 2)))
            return false;
        m_out.offsetSeconds = (isWest ? -1 : 1) * (hours * 3600 + minutes * 60);
        return true;
    }
    bool half()
    {
        const bool isPm = m_text.starts_with("PM") || m_text.starts_with("pm");
        if (!isPm && !m_text.starts_with("AM") && !m_text.starts_with("am"))
            return false;
        m_text.remove_prefix(2);
        m_out.isAfternoon = isPm;
        return true;
    }

    std::string_view m_text;
    Parsed m_out;
};

bool TimeParser::part(Part part)
{
    int ignored = 0;
    switch (part) {
    case Part::LongYear:
        return number(m_out.year, 4, 4);
    case Part::ShortYear:
        if (!number(m_out.year, 2, 2))
            return false;
        m_out.year += m_out.year >= 69 ? 1900 : 2000;
        return true;
    case Part::LongMonth:
        return name(months, 16, m_out.month);
    case Part::ShortMonth:
        return name(months, 3, m_out.month);
    case Part::ZeroMonth:
        return number(m_out.month, 2, 2);
    case Part::Month:
        return number(m_out.month, 1, 2);
    case Part::LongWeekDay:
        return name(weekDays, 16, ignored);
    case Part::ShortWeekDay:
        return name(weekDays, 3, ignored);
    case Part::DayOfYear:
        return number(m_out.dayOfYear, 3, 3);
    case Part::ZeroDay:
        return number(m_out.day, 2, 2);
    case Part::SpaceDay:
        (void)literal(' ');
        return number(m_out.day, 1, 2);
    case Part::Day:
        return number(m_out.day, 1, 2);
    case Part::Hour24:
        return number(m_out.hour, 2, 2);
    case Part::ZeroHour12:
        return number(m_out.hour, 2, 2);
    case Part::Hour12:
        return number(m_out.hour, 1, 2);
    case Part::ZeroMinute:
        return number(m_out.minute, 2, 2);
    case Part::Minute:
        return number(m_out.minute, 1, 2);
    case Part::ZeroSecond:
    case Part::Second: {
        if (!number(m_out.second, part == Part::ZeroSecond ? 2 : 1, 2))
            return false;
        // A fraction may follow seconds though the layout has none.
        if (m_text.size() > 1 && (m_text[0] == '.' || m_text[0] == ',') && m_text[1] >= '0' && m_text[1] <= '9')
            return fraction();
        return true;
    }
    case Part::UpperHalf:
    case Part::LowerHalf:
        return half();
    case Part::Zone: {
        std::size_t n = 0;
        while (n < m_text.size() && m_text[n] >= 'A' && m_text[n] <= 'Z')
            ++n;
        m_text.remove_prefix(n);
        return n >= 3;
    }
    case Part::Offset:
        return offset(false, true, false);
    case Part::OffsetColon:
        return offset(true, true, false);
    case Part::OffsetHours:
        return offset(false, false, false);
    case Part::ZOffset:
        return offset(false, true, true);
    case Part::ZOffsetColon:
        return offset(true, true, true);
    }
    return false;
}

std::optional<qint64> TimeParser::result() const
{
    using namespace std::chrono;
    int hour = m_out.hour;
    if (m_out.isAfternoon)
        hour = hour % 12 + (*m_out.isAfternoon ? 12 : 0);
    const year_month_day date{year(m_out.year), month(static_cast<unsigned>(m_out.month)),
                              day(static_cast<unsigned>(m_out.day))};
    if (!date.ok() || hour > 23 || m_out.minute > 59 || m_out.second > 59 || m_out.year < 1678 || m_out.year > 2261)
        return std::nullopt;
    auto days = sys_days(date);
    if (m_out.dayOfYear > 0)
        days = sys_days(date.year() / January / 1) + std::chrono::days(m_out.dayOfYear - 1);
    const qint64 seconds = days.time_since_epoch().count() * 86'400LL + hour * 3600 + m_out.minute * 60 + m_out.second -
                           m_out.offsetSeconds;
    return seconds * 1'000'000'000 + m_out.ns;
}

} // namespace

std::string formatGoTime(std::string_view layout, qint64 ns)
{
    const Fields fields = split(ns);
    std::string out;
    while (!layout.empty()) {
        if (const auto n = fractionLength(layout); n > 0) {
            std::string digits = padded(fields.ns, 9).substr(0, std::min<std::size_t>(n - 1, 9));
            const bool isTrimmed = layout[1] == '9';
            while (isTrimmed && !digits.empty() && digits.back() == '0')
                digits.pop_back();
            if (!digits.empty())
                (out += layout[0]) += digits;
            layout.remove_prefix(n);
        } else if (const auto *word = wordAt(layout)) {
            out += formatPart(word->part, fields);
            layout.remove_prefix(word->text.size());
        } else {
            out += layout.front();
            layout.remove_prefix(1);
        }
    }
    return out;
}

std::optional<qint64> parseGoTime(std::string_view layout, std::string_view text)
{
    TimeParser parser(text);
    while (!layout.empty()) {
        if (const auto n = fractionLength(layout); n > 0) {
            // Seconds took a fraction with them already.
            (void)parser.fraction();
            layout.remove_prefix(n);
        } else if (const auto *word = wordAt(layout)) {
            if (!parser.part(word->part))
                return std::nullopt;
            layout.remove_prefix(word->text.size());
        } else {
            if (!parser.literal(layout.front()))
                return std::nullopt;
            layout.remove_prefix(1);
        }
    }
    return parser.atEnd() ? parser.result() : std::nullopt;
}

} // namespace wf::query::tmpl
