// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/tree/ruletree.h"

#include "models/engine/explore/language/metricnames.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::AlertState;

namespace {

constexpr int intervalsLate = 3;
constexpr qint64 leastLateNs = 2 * base::nsPerMinute;

constexpr std::array<const char *, 6> conditionNames{"failing", "late", "firing", "pending", "unknown", "fine"};

RuleCondition conditionOf(const KnownRule &known, qint64 nowNs)
{
    const signals::Rule &rule = known.rule;
    if (rule.health == u"err"_s || (!rule.lastError.isEmpty() && rule.health != u"ok"_s))
        return RuleCondition::Failing;
    const qint64 lateNs = std::max(leastLateNs, intervalsLate * rule.intervalNs);
    if (rule.lastEvaluationNs > 0 && nowNs - rule.lastEvaluationNs > lateNs)
        return RuleCondition::Late;
    if (known.firing > 0)
        return RuleCondition::Firing;
    if (known.pending > 0)
        return RuleCondition::Pending;
    return rule.health == u"ok"_s ? RuleCondition::Fine : RuleCondition::Unknown;
}

KnownRulePtr known(const RuleSourceView &source, const signals::Rule &rule, int sameBefore, qint64 nowNs)
{
    KnownRule out;
    out.rule = rule;
    out.sourceName = source.name;
    out.isOverLogs = source.isOverLogs;
    for (const auto &alert : rule.alerts)
        ++(alert.state == AlertState::Pending ? out.pending : out.firing);
    out.condition = conditionOf(out, nowNs);
    if (!source.isOverLogs)
        out.metrics = metricsInQuery(rule.query);
    out.key = QStringList{source.id, rule.file, rule.group, rule.name, QString::number(sameBefore)}.join(u'\n');
    return std::make_shared<const KnownRule>(std::move(out));
}

void addGroups(RuleSnapshot &out, const RuleAnswer &answer, qint64 nowNs)
{
    std::map<std::pair<QString, QString>, std::size_t> places;
    std::map<std::tuple<QString, QString, QString>, int> seen;
    const std::size_t first = out.groups.size();
    for (const auto &rule : answer.rules) {
        const auto [place, isNew] = places.try_emplace({rule.file, rule.group}, out.groups.size());
        if (isNew) {
            KnownGroup group;
            group.source = answer.source.id;
            group.sourceName = answer.source.name;
            group.file = rule.file;
            group.name = rule.group;
            group.intervalNs = rule.intervalNs;
            out.groups.push_back(std::move(group));
        }
        KnownGroup &group = out.groups[place->second];
        const auto one = known(answer.source, rule, seen[{rule.file, rule.group, rule.name}]++, nowNs);
        group.tookNs += rule.evaluationTimeNs;
        group.lastNs = std::max(group.lastNs, rule.lastEvaluationNs);
        group.worst = std::min(group.worst, one->condition);
        for (const QString &metric : one->metrics)
            out.readers[metric].push_back(one);
        group.rules.push_back(one);
        ++out.rules;
    }
    std::ranges::stable_sort(out.groups.begin() + static_cast<std::ptrdiff_t>(first), out.groups.end(), {},
                             &KnownGroup::file);
}

} // namespace

QString ruleConditionName(RuleCondition condition)
{
    return QString::fromLatin1(conditionNames.at(static_cast<std::size_t>(condition)));
}

std::optional<RuleCondition> ruleConditionOf(const QString &name)
{
    const auto it = std::ranges::find(conditionNames, name, [](const char *one) { return QString::fromLatin1(one); });
    if (it == conditionNames.end())
        return std::nullopt;
    return static_cast<RuleCondition>(it - conditionNames.begin());
}

RuleSnapshotPtr foldRules(const std::vector<RuleAnswer> &answers, qint64 nowNs)
{
    auto out = std::make_shared<RuleSnapshot>();
    out->asOfNs = nowNs;
    for (const auto &answer : answers) {
        out->sources.push_back(answer.source);
        addGroups(*out, answer, nowNs);
    }
    return out;
}

KnownRulePtr RuleSnapshot::find(const QString &key) const
{
    for (const auto &group : groups)
        for (const auto &rule : group.rules)
            if (rule->key == key)
                return rule;
    return nullptr;
}

KnownRulePtr RuleSnapshot::alerting(const QString &name, const QString &group) const
{
    for (const auto &one : groups)
        if (group.isEmpty() || one.name == group)
            for (const auto &rule : one.rules)
                if (rule->alerts() && rule->rule.name == name)
                    return rule;
    return nullptr;
}

std::vector<RuleOnMetric> RuleSnapshot::alertingOn(const QString &metric) const
{
    struct Step {
        QString metric;
        QStringList by;
    };
    std::vector<RuleOnMetric> out;
    std::set<QString> followed{metric}; // names, so that recording rules that read themselves end
    std::set<const KnownRule *> told;
    std::vector<Step> steps{{metric, {}}};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step step = steps[i];
        for (const auto &rule : readers.value(step.metric)) {
            if (rule->alerts()) {
                if (told.insert(rule.get()).second)
                    out.push_back({rule, step.by});
            } else if (followed.insert(rule->rule.name).second) {
                steps.push_back({rule->rule.name, step.by + QStringList{rule->rule.name}});
            }
        }
    }
    return out;
}

} // namespace wf::engine
