// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/explain/whatif.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

HistoryQuestion historyQuestion(const signals::Objective &objective, qint64 windowNs, qint64 spanNs)
{
    HistoryQuestion out{objective, {}};
    out.objective.rolling = true;
    out.objective.windowNs = spanNs + windowNs;
    out.options.rules.clear();
    out.options.onlyHistory = true;
    out.options.historySteps =
        static_cast<std::size_t>(std::max<qint64>(50, out.objective.windowNs / (6 * base::nsPerHour)));
    return out;
}

WhatIf whatIf(const analysis::EventCounts &history, double target, qint64 windowNs, qint64 spanNs)
{
    WhatIf out;
    out.target = target;
    out.windowNs = windowNs;
    out.stepNs = history.stepNs;
    const std::size_t n = history.total.size();
    if (history.stepNs <= 0 || n == 0 || target >= 1)
        return out;
    const auto burn = analysis::slidingBurn(history, target, windowNs);
    // Before its first known step nothing is known of the objective: a window that reaches there is not covered.
    const auto first = std::ranges::find_if(history.total, [](double one) { return std::isfinite(one); });
    const auto born = static_cast<std::size_t>(first - history.total.begin());
    const auto length = static_cast<std::size_t>(std::max<qint64>(1, windowNs / history.stepNs));
    const auto span = static_cast<std::size_t>(spanNs / history.stepNs);
    const std::size_t from = n > span ? n - span : 0;
    out.startNs = history.startNs + history.stepNs * static_cast<qint64>(from);
    int known = 0;
    int spent = 0;
    double before = BudgetReport::unknown;
    for (std::size_t i = from; i < n; ++i) {
        const bool isCovered = i + 1 >= born + length;
        const double left = isCovered && std::isfinite(burn[i]) ? 1 - burn[i] : BudgetReport::unknown;
        out.left.push_back(left);
        if (!std::isfinite(left))
            continue;
        ++known;
        spent += left <= 0 ? 1 : 0;
        out.exhaustions += left <= 0 && !(before <= 0) ? 1 : 0;
        before = left;
        if (!(left >= out.least)) {
            out.least = left;
            out.leastAtNs = history.startNs + history.stepNs * static_cast<qint64>(i);
        }
    }
    out.leftNow = out.left.empty() ? BudgetReport::unknown : out.left.back();
    if (known > 0)
        out.spentShare = static_cast<double>(spent) / known;
    out.knownShare = static_cast<double>(known) / static_cast<double>(std::max<std::size_t>(1, out.left.size()));
    return out;
}

base::Result<std::vector<TrendPoint>> trend(const analysis::EventCounts &history, double target, const QString &unit,
                                            const QString &timeZone)
{
    std::vector<TrendPoint> out;
    std::vector<std::pair<int, int>> steps; // asked and known
    const analysis::CalendarWindow window{unit, 1, {}, timeZone};
    for (std::size_t i = 0; i < history.total.size(); ++i) {
        // A step belongs to the period that holds its middle.
        const qint64 middle = history.startNs + history.stepNs * static_cast<qint64>(i) - history.stepNs / 2;
        if (out.empty() || middle >= out.back().period.endNs) {
            const auto period = analysis::windowAt(window, middle);
            if (!period)
                return period.error();
            TrendPoint point;
            point.period = *period;
            out.push_back(point);
            steps.emplace_back(0, 0);
        }
        ++steps.back().first;
        if (!std::isfinite(history.total[i]))
            continue;
        ++steps.back().second;
        out.back().total += std::max(0.0, history.total[i]);
        out.back().bad += std::isfinite(history.bad[i]) ? std::max(0.0, history.bad[i]) : 0;
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        TrendPoint &point = out[i];
        point.coverage = static_cast<double>(steps[i].second) / std::max(1, steps[i].first);
        if (!(point.total > 0))
            continue;
        point.compliance = 1 - point.bad / point.total;
        point.left = target < 1 ? 1 - point.bad / point.total / (1 - target) : BudgetReport::unknown;
    }
    return out;
}

} // namespace wf::engine
