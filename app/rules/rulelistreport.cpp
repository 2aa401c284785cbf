// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rules/rulelistreport.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QJsonObject>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::RuleCondition;

namespace {

constexpr double nsPerSecond = 1e9;

bool passes(const engine::KnownRule &known, const RuleChoice &choice)
{
    const auto &rule = known.rule;
    return (!choice.condition || known.condition == *choice.condition) && (!choice.kind || rule.kind == *choice.kind) &&
           (choice.source.isEmpty() || rule.source == choice.source || known.sourceName == choice.source) &&
           (choice.text.isEmpty() || rule.name.contains(choice.text, Qt::CaseInsensitive) ||
            rule.group.contains(choice.text, Qt::CaseInsensitive));
}

QJsonObject asJson(const base::Labels &labels)
{
    QJsonObject out;
    for (const auto &[name, value] : labels)
        out.insert(QString::fromStdString(name), QString::fromStdString(value));
    return out;
}

QString took(const engine::KnownRule &known)
{
    return known.rule.evaluationTimeNs > 0
               ? u"%1 ms"_s.arg(static_cast<double>(known.rule.evaluationTimeNs) / 1e6, 0, 'f', 1)
               : u"-"_s;
}

} // namespace

std::vector<ListedRule> chosenRules(const engine::RuleSnapshot &snapshot, const RuleChoice &choice)
{
    std::vector<ListedRule> out;
    if (choice.metric.isEmpty()) {
        for (const auto &group : snapshot.groups)
            for (const auto &rule : group.rules)
                out.push_back({rule, {}});
    } else {
        for (const auto &one : snapshot.alertingOn(choice.metric))
            out.push_back({one.rule, one.by});
    }
    std::erase_if(out, [&choice](const ListedRule &one) { return !passes(*one.rule, choice); });
    return out;
}

std::vector<QStringList> ruleListTable(const std::vector<ListedRule> &rules)
{
    std::vector<QStringList> out{{u"STATE"_s, u"RULE"_s, u"KIND"_s, u"GROUP"_s, u"SOURCE"_s, u"FIRING"_s, u"PENDING"_s,
                                  u"TOOK"_s, u"EVALUATED"_s, u"NOTE"_s}};
    for (const auto &[known, by] : rules) {
        const auto &rule = known->rule;
        QString note = rule.lastError;
        if (!by.isEmpty())
            note = u"through "_s + by.join(u", "_s) + (note.isEmpty() ? QString() : u"; "_s + note);
        out.push_back({engine::ruleConditionName(known->condition), rule.name,
                       known->alerts() ? u"alert"_s : u"recording"_s, rule.group, known->sourceName,
                       QString::number(known->firing), QString::number(known->pending), took(*known),
                       rule.lastEvaluationNs > 0
                           ? base::isoTime(rule.lastEvaluationNs - rule.lastEvaluationNs % base::nsPerSecond)
                           : u"never"_s,
                       note});
    }
    return out;
}

QJsonArray ruleListJson(const std::vector<ListedRule> &rules)
{
    QJsonArray out;
    for (const auto &[known, by] : rules) {
        const auto &rule = known->rule;
        out.append(QJsonObject{
            {u"state"_s, engine::ruleConditionName(known->condition)},
            {u"name"_s, rule.name},
            {u"kind"_s, known->alerts() ? u"alerting"_s : u"recording"_s},
            {u"group"_s, rule.group},
            {u"file"_s, rule.file},
            {u"source"_s, rule.source},
            {u"expr"_s, rule.query},
            {u"for_seconds"_s, static_cast<double>(rule.forNs) / nsPerSecond},
            {u"keep_firing_for_seconds"_s, static_cast<double>(rule.keepFiringForNs) / nsPerSecond},
            {u"interval_seconds"_s, static_cast<double>(rule.intervalNs) / nsPerSecond},
            {u"labels"_s, asJson(rule.labels)},
            {u"metrics"_s, QJsonArray::fromStringList(known->metrics)},
            {u"through"_s, QJsonArray::fromStringList(by)},
            {u"firing"_s, known->firing},
            {u"pending"_s, known->pending},
            {u"health"_s, rule.health},
            {u"last_error"_s, rule.lastError},
            {u"evaluation_seconds"_s, static_cast<double>(rule.evaluationTimeNs) / nsPerSecond},
            {u"last_evaluation"_s, rule.lastEvaluationNs > 0 ? base::isoTime(rule.lastEvaluationNs) : QString()}});
    }
    return out;
}

int ruleListExitCode(const std::vector<ListedRule> &rules)
{
    int worst = 0;
    for (const auto &one : rules) {
        if (one.rule->condition == RuleCondition::Failing)
            return 2;
        if (one.rule->condition == RuleCondition::Late || one.rule->condition == RuleCondition::Unknown)
            worst = 1;
    }
    return worst;
}

} // namespace wf::app
