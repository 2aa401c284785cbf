// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/rulehistory.h"

#include <QHash>

#include <algorithm>

namespace wf::engine {

std::vector<RuleHistory> ruleHistories(const std::vector<PastAlert> &alerts, const VerdictOf &verdictOf)
{
    struct Rule {
        std::vector<analysis::RuleFiring> all, over;
    };
    QHash<QString, Rule> rules;
    for (const auto &one : alerts) {
        const auto verdict = verdictOf ? verdictOf(one) : FiringVerdict::NotSaid;
        const bool acted = verdict == FiringVerdict::NotSaid ? one.ackNs > 0 : verdict == FiringVerdict::Acted;
        const analysis::RuleFiring firing{one.startNs, one.endNs, acted, verdict == FiringVerdict::FalseAlarm};
        Rule &rule = rules[one.name];
        rule.all.push_back(firing);
        if (one.endNs > 0)
            rule.over.push_back(firing);
    }
    std::vector<RuleHistory> out;
    for (auto it = rules.cbegin(); it != rules.cend(); ++it)
        out.push_back({it.key(), analysis::recordOf(it->all), analysis::adviceFor(it->over)});
    std::ranges::sort(out, [](const RuleHistory &a, const RuleHistory &b) {
        return a.record.fired != b.record.fired ? a.record.fired > b.record.fired : a.name < b.name;
    });
    return out;
}

} // namespace wf::engine
