// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"

#include <chrono>
#include <cmath>

namespace wf::query {

namespace {

using Id = FunctionId;

// What Go makes of int64(v): the lowest number where it does not fit.
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

} // namespace

Lines Evaluation::dates(const Call &call, const Grid &grid)
{
    const Id part = call.function->id;
    if (call.args.empty()) {
        Line line({}, false, grid.count);
        for (std::size_t i = 0; i < grid.count; ++i)
            line.values[i] = datePart(part, grid.at(i) / 1000);
        return {std::move(line)};
    }
    Lines out = evaluate(*call.args[0], grid);
    for (Line &line : out) {
        line.histograms.clear();
        for (double &v : line.values)
            if (!isAbsent(v))
                v = datePart(part, wholeSeconds(v));
        dropName(line);
    }
    std::erase_if(out, [](const Line &line) { return line.isEmpty(); });
    return unique(std::move(out), grid);
}

} // namespace wf::query
