// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/budget/errorbudget.h"

// What becomes of a budget. Pure.
namespace wf::analysis {

struct Interval {
    double low = 0;
    double high = 0;
};
// Where the true share of bad events lies in 95 of 100 cases, by what was seen (Wilson score interval, E. B. Wilson
// 1927). Nothing without events.
[[nodiscard]] std::optional<Interval> shareInterval(double bad, double total);

// Fewer events than that, and a single bad one burns faster than `factor` all by itself.
[[nodiscard]] double fewestEvents(double target, double factor);

// Of an overspent rolling budget: how long until enough bad events have left the window, if no more come and traffic
// stays as it was. 0 when it is not overspent, nothing when it takes longer than the counts reach.
[[nodiscard]] std::optional<qint64> recoveryTime(const EventCounts &counts, double target);

// The share of the budget left at the end of a window of `lengthNs` of which `elapsedNs` have passed with `soFar` bad,
// when the rest goes on with `lately` bad: each is the share of bad events, traffic is taken as even.
[[nodiscard]] double leftAtEnd(double soFar, double lately, qint64 elapsedNs, qint64 lengthNs, double target);

} // namespace wf::analysis
