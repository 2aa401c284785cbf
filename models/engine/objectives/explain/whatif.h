// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/budget/calendar.h"
#include "models/engine/objectives/compute/budgetreport.h"

// What an objective's past says: how another target or window would have done, and how weeks, months and quarters went.
// From a history of counts alone. Pure.
namespace wf::engine {

inline constexpr qint64 whatIfSpanNs = 90 * base::nsPerDay;

// What to ask a source for, so that every instant of the span has the whole of `windowNs` behind it: the objective
// over that time, and options that count nothing else. Steps are about six hours.
struct HistoryQuestion {
    signals::Objective objective;
    ComputeOptions options;
};
[[nodiscard]] HistoryQuestion historyQuestion(const signals::Objective &objective, qint64 windowNs,
                                              qint64 spanNs = whatIfSpanNs);

struct WhatIf {
    double target = 0;
    qint64 windowNs = 0;
    qint64 startNs = 0; // of the first step
    qint64 stepNs = 0;
    std::vector<double> left; // of the budget at each step, as a rolling window; NaN where the window is not covered
    double leftNow = BudgetReport::unknown;
    double least = BudgetReport::unknown;
    qint64 leastAtNs = 0;
    double spentShare = BudgetReport::unknown; // of the known steps with nothing left
    int exhaustions = 0;                       // how often it went from some to none
    double knownShare = 0;                     // of the span's steps
};
[[nodiscard]] WhatIf whatIf(const analysis::EventCounts &history, double target, qint64 windowNs,
                            qint64 spanNs = whatIfSpanNs);

// One week, month or quarter of the calendar, the last one as far as it has come.
struct TrendPoint {
    base::TimeRange period;
    double total = 0, bad = 0;
    double compliance = BudgetReport::unknown;
    double left = BudgetReport::unknown; // of the budget, were the period the window
    double coverage = 0;                 // share of the period's steps with data
};
// `unit`: week, month or quarter. Errors: Invalid (time zone, unit).
[[nodiscard]] base::Result<std::vector<TrendPoint>> trend(const analysis::EventCounts &history, double target,
                                                          const QString &unit, const QString &timeZone);

} // namespace wf::engine
