// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/functions/dates.h"

#include <chrono>
#include <limits>

namespace wf::query {

using Id = FunctionId;

qint64 wholeSeconds(double v)
{
    return v >= -9223372036854775808.0 && v < 9223372036854775808.0 ? static_cast<qint64>(v)
                                                                    : std::numeric_limits<qint64>::min();
}

double datePart(Id part, qint64 unixSeconds)
{
    using namespace std::chrono;
    // Years repeat every 400: seconds far away are brought into the calendar's reach.
    constexpr qint64 cycle = qint64{146'097} * 86'400;
    const qint64 cycles = unixSeconds / cycle - (unixSeconds % cycle < 0 ? 1 : 0);
    const sys_seconds time{seconds(unixSeconds - cycles * cycle)};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    switch (part) {
    case Id::Minute:
        return static_cast<double>(floor<minutes>(time - day).count() % 60);
    case Id::Hour:
        return static_cast<double>(floor<hours>(time - day).count());
    case Id::DayOfWeek:
        return weekday(day).c_encoding();
    case Id::DayOfMonth:
        return static_cast<unsigned>(date.day());
    case Id::DayOfYear:
        return static_cast<double>((day - sys_days(date.year() / January / 1)).count() + 1);
    case Id::DaysInMonth:
        return static_cast<unsigned>((date.year() / date.month() / last).day());
    case Id::Month:
        return static_cast<unsigned>(date.month());
    default:
        return static_cast<double>(static_cast<int>(date.year()) + 400 * cycles);
    }
}

} // namespace wf::query
