// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/triage/severityrules.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace wf::analysis {

namespace {

constexpr int criticalFrom = 5;
constexpr int warningFrom = 2;
constexpr int pastFrom = 5; // firings that make a past

// What the rule says holds as long as nothing else is known.
int ofRule(signals::Severity severity)
{
    return severity == signals::Severity::Critical  ? criticalFrom
           : severity == signals::Severity::Warning ? warningFrom
                                                    : 0;
}

// Points by feature of impactFeatures(). Burn rates are those of the SRE Workbook's alerts; NaN compares false.
std::array<int, 9> pointsOf(const ImpactFacts &facts)
{
    const bool hasPast = facts.timesFired >= pastFrom;
    return {ofRule(facts.ofRule),
            facts.affectedServices >= 5   ? 2
            : facts.affectedServices >= 2 ? 1
                                          : 0,
            facts.affectedCustomers >= 0.1    ? 2
            : facts.affectedCustomers >= 0.01 ? 1
                                              : 0,
            facts.burnRate >= 14.4 ? 3
            : facts.burnRate >= 6  ? 2
            : facts.burnRate >= 1  ? 1
                                   : 0,
            facts.depth == 0 ? 1 : 0,
            0,
            !hasPast                   ? 0
            : facts.shareActed >= 0.5  ? 1
            : facts.shareActed <= 0.05 ? -2
                                       : 0,
            hasPast && facts.shareHealed >= 0.8 ? -1 : 0,
            hasPast && facts.medianMinutes < 5 ? -1 : 0};
}

} // namespace

Verdict severityByRules(const ImpactFacts &facts)
{
    const auto points = pointsOf(facts);
    int sum = 0;
    std::vector<int> order;
    for (int i = 0; i < static_cast<int>(points.size()); ++i) {
        sum += points[static_cast<std::size_t>(i)];
        if (points[static_cast<std::size_t>(i)] != 0)
            order.push_back(i);
    }
    Verdict out;
    out.severity = sum >= criticalFrom  ? signals::Severity::Critical
                   : sum >= warningFrom ? signals::Severity::Warning
                                        : signals::Severity::Info;
    const int away = sum >= criticalFrom  ? sum - criticalFrom + 1
                     : sum >= warningFrom ? std::min(sum - warningFrom, criticalFrom - 1 - sum) + 1
                                          : warningFrom - sum;
    out.confidence = 1 - 1.0 / (1 + away);
    // What speaks for the severity first: points given for it, or taken away when it is low.
    const int sign = out.severity == signals::Severity::Info ? -1 : 1;
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return sign * points[static_cast<std::size_t>(a)] > sign * points[static_cast<std::size_t>(b)];
    });
    for (const int feature : order)
        if (out.reasons.size() < 3)
            out.reasons << impactWords(feature, facts);
    if (out.reasons.isEmpty())
        out.reasons << QStringLiteral("nothing says that it matters");
    return out;
}

} // namespace wf::analysis
