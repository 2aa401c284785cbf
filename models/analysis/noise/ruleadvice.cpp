// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/noise/ruleadvice.h"

#include "models/base/clock.h"

#include <algorithm>
#include <array>

namespace wf::analysis {

namespace {

constexpr int leastFirings = 10;
constexpr double actionable = 0.5;
constexpr std::array<int, 7> minutes{1, 2, 5, 10, 15, 30, 60};

} // namespace

RuleRecord recordOf(const std::vector<RuleFiring> &firings)
{
    RuleRecord out;
    for (const RuleFiring &firing : firings) {
        ++out.fired;
        out.acted += firing.acted ? 1 : 0;
        out.falseAlarms += firing.falseAlarm ? 1 : 0;
    }
    return out;
}

QString RuleAdvice::words() const
{
    const QString acted =
        record.acted == 0 ? QStringLiteral("never acted on") : QStringLiteral("acted on %1 times").arg(record.acted);
    return QStringLiteral("fired %1 times, %2: a `for` longer by %3m would have kept %4")
        .arg(record.fired)
        .arg(acted)
        .arg(longerForNs / base::nsPerMinute)
        .arg(kept);
}

std::optional<RuleAdvice> adviceFor(const std::vector<RuleFiring> &firings)
{
    const RuleRecord record = recordOf(firings);
    if (record.fired < leastFirings || record.actionableRate() >= actionable)
        return std::nullopt;
    for (const int longer : minutes) {
        const qint64 longerNs = longer * base::nsPerMinute;
        const auto lasts = [longerNs](const RuleFiring &one) { return one.endNs - one.startNs >= longerNs; };
        const auto kept = static_cast<int>(std::count_if(firings.begin(), firings.end(), lasts));
        const bool missesNothing = std::all_of(firings.begin(), firings.end(),
                                               [&lasts](const RuleFiring &one) { return !one.acted || lasts(one); });
        if (missesNothing && 2 * kept <= record.fired)
            return RuleAdvice{record, longerNs, kept};
    }
    return std::nullopt;
}

} // namespace wf::analysis
