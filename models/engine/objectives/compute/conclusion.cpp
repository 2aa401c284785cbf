// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/conclusion.h"

#include <algorithm>

namespace wf::engine {

namespace {

const WindowFigure &windowOf(const BudgetReport &report, qint64 length)
{
    return *std::ranges::find(report.windows, length, &WindowFigure::lengthNs);
}

} // namespace

void concludeBudget(BudgetReport &report, double target)
{
    const double budget = 1 - target;
    report.compliance = 1 - report.whole.errorRatio;
    report.left = 1 - report.whole.errorRatio / budget;
    report.allowedEvents = report.whole.total * budget;
    report.leftEvents = report.allowedEvents - report.whole.bad;
    report.leftMinutes = report.left * budget * static_cast<double>(report.period.lengthNs()) / 60e9;
}

void concludeAlerts(BudgetReport &report, const ComputeOptions &options)
{
    report.alerts.clear();
    for (const auto &rule : options.rules) {
        const WindowFigure &brief = windowOf(report, rule.shortNs);
        const WindowFigure &wide = windowOf(report, rule.longNs);
        BurnAlert alert{rule, brief.isKnown && wide.isKnown, false, false};
        const bool burns = alert.isKnown && brief.burn > rule.factor && wide.burn > rule.factor;
        alert.isHeld = burns && options.lowTraffic == LowTrafficPolicy::Hold && wide.hasFewEvents;
        alert.fires = burns && !alert.isHeld;
        report.alerts.push_back(alert);
    }
}

void concludeOutlook(BudgetReport &report, const signals::Objective &objective, const ComputeOptions &options)
{
    if (!report.whole.isKnown || options.rules.empty())
        return;
    const WindowFigure &hour = windowOf(report, options.rules.front().longNs);
    const qint64 period = report.period.lengthNs();
    if (hour.isKnown)
        report.exhaustedInNs = analysis::timeToExhaustion(report.left, hour.burn, period);
    const auto interval = hour.isKnown && report.exhaustedInNs && report.left > 0
                              ? analysis::shareInterval(hour.bad, hour.total)
                              : std::nullopt;
    if (interval) {
        const double scale = report.left * static_cast<double>(period) * (1 - objective.target);
        report.exhaustedBetweenNs =
            analysis::Interval{scale / interval->high,
                               interval->low > 0 ? scale / interval->low : std::numeric_limits<double>::infinity()};
    }
    if (report.left < 0 && objective.rolling)
        report.recoveredInNs = analysis::recoveryTime(report.history, objective.target);
    else if (report.left < 0)
        report.recoveredInNs = report.period.endNs - report.window.endNs;
    const WindowFigure &lately = windowOf(report, options.rules.back().shortNs);
    if (lately.isKnown)
        report.leftAtEnd = objective.rolling ? 1 - lately.burn
                                             : analysis::leftAtEnd(report.whole.errorRatio, lately.errorRatio,
                                                                   report.window.lengthNs(), period, objective.target);
}

BudgetState concludedState(const BudgetReport &report, bool isContradictory)
{
    if (isContradictory)
        return BudgetState::Contradictory;
    if (!report.whole.isKnown)
        return BudgetState::NoData;
    if (report.left <= 0)
        return BudgetState::Spent;
    const auto fires = [&](bool page) {
        return std::ranges::any_of(report.alerts, [&](const BurnAlert &a) { return a.fires && a.rule.page == page; });
    };
    return fires(true) ? BudgetState::Burning : fires(false) ? BudgetState::Ticket : BudgetState::Ok;
}

} // namespace wf::engine
