// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"

#include <QString>

#include <vector>

// Windows by the calendar of a time zone, and what is left of a stretch of time. Pure.
namespace wf::analysis {

// Windows that follow one another without a gap: `count` units each, the first one beginning at `start` (local time,
// "2022-01-31 12:00:00"). An end of month that a shorter month has not is its last day; local times
// that a switch to or from summer time leaves out or repeats are as base/recurrence/zonedtime.h says.
struct CalendarWindow {
    QString unit; // minute hour day week month quarter year
    int count = 1;
    QString start;    // empty: 1970-01-01 (a Thursday) or, of weeks, the Monday after
    QString timeZone; // IANA; empty: UTC
};
// The window that holds the instant: from its start, inclusive, to the start of the next. Errors: Invalid.
[[nodiscard]] base::Result<base::TimeRange> windowAt(const CalendarWindow &window, qint64 atNs);

// In order, without overlaps, cut to `within`.
[[nodiscard]] std::vector<base::TimeRange> merged(std::vector<base::TimeRange> ranges, base::TimeRange within);
// What of `within` no range holds; the ranges as merged() gives them.
[[nodiscard]] std::vector<base::TimeRange> remaining(const std::vector<base::TimeRange> &ranges,
                                                     base::TimeRange within);

} // namespace wf::analysis
