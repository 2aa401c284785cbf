// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QtGlobal>

#include <array>
#include <optional>
#include <vector>

// Error budgets, by the definitions of Google's SRE Workbook, chapter 5 "Alerting on SLOs". Pure.
namespace wf::analysis {

// Events counted per step: total[i] and bad[i] happened in (startNs + i·stepNs − stepNs, startNs + i·stepNs].
// NaN = no data for the step.
struct EventCounts {
    qint64 startNs = 0;
    qint64 stepNs = 0;
    std::vector<double> total;
    std::vector<double> bad;
    [[nodiscard]] qint64 endNs() const { return startNs + stepNs * (static_cast<qint64>(total.size()) - 1); }
};

struct Events {
    double total = 0;
    double bad = 0;
    int stepsKnown = 0;
    int stepsAsked = 0;
    [[nodiscard]] double ratio() const { return total > 0 ? bad / total : 0; }
    [[nodiscard]] double coverage() const { return stepsAsked > 0 ? static_cast<double>(stepsKnown) / stepsAsked : 0; }
};
// Sum over the last `windowNs` before `endNs`.
[[nodiscard]] Events eventsWithin(const EventCounts &counts, qint64 windowNs, qint64 endNs);

// Share of the budget left: 1 = untouched, 0 = spent, below 0 = overspent. Without traffic nothing is spent.
[[nodiscard]] double budgetLeft(const Events &events, double target);
// How many times faster than allowed the budget is being spent; 1 spends it exactly in the window.
[[nodiscard]] double burnRate(const Events &events, double target);
// Until nothing is left at this rate; nothing when it is not being spent, 0 when it is spent already.
[[nodiscard]] std::optional<qint64> timeToExhaustion(double left, double burn, qint64 windowNs);

// A multi-window rule: both windows must burn faster than `factor`.
struct BurnRule {
    qint64 shortNs;
    qint64 longNs;
    double factor;
    bool page; // wakes somebody, or opens a ticket
};
inline constexpr std::array<BurnRule, 4> burnRules{{
    {5 * base::nsPerMinute, base::nsPerHour, 14.4, true},
    {30 * base::nsPerMinute, 6 * base::nsPerHour, 6, true},
    {2 * base::nsPerHour, base::nsPerDay, 3, false},
    {6 * base::nsPerHour, 3 * base::nsPerDay, 1, false},
}};

// Budget left at the end of each step, counted from the first step on, against the allowance of the whole window:
// `expectedTotal` events are taken as the window's traffic.
[[nodiscard]] std::vector<double> burnDown(const EventCounts &counts, double target, double expectedTotal);
// Burn rate over a sliding window at each step; NaN where the window holds no data.
[[nodiscard]] std::vector<double> slidingBurn(const EventCounts &counts, double target, qint64 windowNs);

} // namespace wf::analysis
