// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/signals/alert.h"

#include <QHash>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace wf::engine {

// How a rule is doing, worst first: its evaluation fails; it was not evaluated for three intervals and two minutes;
// something fires; something waits to fire; nobody has evaluated it yet; nothing to say.
enum class RuleCondition { Failing, Late, Firing, Pending, Unknown, Fine };
// "failing", "late", "firing", "pending", "unknown", "fine".
[[nodiscard]] QString ruleConditionName(RuleCondition condition);
[[nodiscard]] std::optional<RuleCondition> ruleConditionOf(const QString &name);

// One rule of one source. Texts are outside text.
struct KnownRule {
    signals::Rule rule; // with its present alerts
    QString sourceName;
    bool isOverLogs = false; // its expression is LogQL
    RuleCondition condition = RuleCondition::Unknown;
    int firing = 0, pending = 0;
    QStringList metrics; // that its expression names, each once, sorted; none of LogQL and of what cannot be parsed
    QString key;         // the same rule in every snapshot
    [[nodiscard]] bool alerts() const { return rule.kind == signals::RuleKind::Alerting; }
};
using KnownRulePtr = std::shared_ptr<const KnownRule>; // never null

// Rules that are evaluated one after the other.
struct KnownGroup {
    QString source, sourceName, file, name;
    qint64 intervalNs = 0;
    qint64 tookNs = 0; // all of its rules together, last time
    qint64 lastNs = 0; // when the last of them was evaluated; 0 = never
    RuleCondition worst = RuleCondition::Fine;
    std::vector<KnownRulePtr> rules;
};

// What one source answered; an answer from before stays while it fails.
struct RuleSourceView {
    QString id, name;
    bool isOverLogs = false;
    qint64 lastGoodNs = 0; // 0 = never
    std::optional<base::Error> error;
    [[nodiscard]] bool hasNone() const { return error && error->kind == base::ErrorKind::Unsupported; }
};

// An alerting rule that a metric can set off.
struct RuleOnMetric {
    KnownRulePtr rule;
    QStringList by; // recording rules between the metric and it, outermost last; empty: it reads the metric itself
};

// Immutable; shared with views.
struct RuleSnapshot {
    std::vector<KnownGroup> groups; // by source, file, then as the source lists them
    std::vector<RuleSourceView> sources;
    QHash<QString, std::vector<KnownRulePtr>> readers; // metric name -> rules whose expression names it
    int rules = 0;
    qint64 asOfNs = 0;                                         // 0: nobody was asked yet
    [[nodiscard]] KnownRulePtr find(const QString &key) const; // null when it is gone
    // The alerting rule an alert of this source may come from: by name, and by the group when it is told.
    [[nodiscard]] KnownRulePtr alerting(const QString &name, const QString &group = {}) const;
    // Who alerts on a metric, also through recording rules.
    [[nodiscard]] std::vector<RuleOnMetric> alertingOn(const QString &metric) const;
};
using RuleSnapshotPtr = std::shared_ptr<const RuleSnapshot>;

struct RuleAnswer {
    RuleSourceView source;
    std::vector<signals::Rule> rules;
};
// Pure; any thread. Parses every expression.
[[nodiscard]] RuleSnapshotPtr foldRules(const std::vector<RuleAnswer> &answers, qint64 nowNs);

} // namespace wf::engine
