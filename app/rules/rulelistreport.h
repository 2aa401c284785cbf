// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/tree/ruletree.h"

#include <QJsonArray>

namespace wf::app {

// Which rules are wanted; what is empty lets all pass.
struct RuleChoice {
    QString metric; // only alerting rules that it can set off
    std::optional<engine::RuleCondition> condition;
    std::optional<signals::RuleKind> kind;
    QString source; // id or name
    QString text;   // part of the name or group, any case
};

struct ListedRule {
    engine::KnownRulePtr rule;
    QStringList by; // recording rules between the metric and it
};
[[nodiscard]] std::vector<ListedRule> chosenRules(const engine::RuleSnapshot &snapshot, const RuleChoice &choice);

// Rows with a head. Times are told in UTC.
[[nodiscard]] std::vector<QStringList> ruleListTable(const std::vector<ListedRule> &rules);
[[nodiscard]] QJsonArray ruleListJson(const std::vector<ListedRule> &rules);
// 2: one fails; 1: one is late or was never evaluated; 0 otherwise, also when rules fire: that is what they are for.
[[nodiscard]] int ruleListExitCode(const std::vector<ListedRule> &rules);

} // namespace wf::app
