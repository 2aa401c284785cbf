// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/budget/errorbudget.h"
#include "models/base/timerange.h"
#include "models/engine/objectives/explain/whatif.h"

#include <QJsonObject>

#include <map>

// How an objective's days went, as far back as they were kept: further than its source remembers. Pure.
namespace wf::engine {

struct ObjectiveDay {
    base::TimeRange day; // of the calendar in the objective's time zone; the running one ends now
    double total = 0, bad = 0;
    double coverage = 0; // share of the day that was counted
    friend bool operator==(const ObjectiveDay &, const ObjectiveDay &) = default;
};
// By the day's start.
using DailyCounts = std::map<qint64, ObjectiveDay>;

// The days of a history; those it does not hold whole are left out unless they run still. Steps longer than a day give
// none. Errors: Invalid (time zone).
[[nodiscard]] base::Result<DailyCounts> dailyCounts(const analysis::EventCounts &history, const QString &timeZone);

// Takes newer counts over older ones. A day that is known better already stays, unless `recounted` says that what
// counts of it has changed.
[[nodiscard]] DailyCounts mergedDays(DailyCounts known, const DailyCounts &newer,
                                     const std::function<bool(base::TimeRange)> &recounted);

// Weeks, months or quarters, oldest first, the last one as far as it has come. Errors: Invalid (time zone, unit).
[[nodiscard]] base::Result<std::vector<TrendPoint>> trendOf(const DailyCounts &days, double target, const QString &unit,
                                                            const QString &timeZone);

// {"indicator": …, "days": [[start, end, total, bad, coverage], …]}, times in seconds. Days of another indicator are
// not read: they counted something else.
[[nodiscard]] QJsonObject daysToJson(const DailyCounts &days, const QString &indicator);
[[nodiscard]] DailyCounts daysFromJson(const QJsonObject &json, const QString &indicator);
// What an objective counts, as a short text that changes with it.
[[nodiscard]] QString indicatorOf(const signals::Objective &objective);

} // namespace wf::engine
