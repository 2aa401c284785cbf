// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/rules/rulefile.h"

#include <algorithm>

namespace wf::wire {

namespace {

base::Labels labelsOf(const std::vector<PlacedPair> &first, const std::vector<PlacedPair> &second)
{
    std::vector<base::Labels::Pair> pairs;
    for (const auto *list : {&first, &second})
        for (const auto &pair : *list)
            pairs.emplace_back(pair.name.text, pair.value.text);
    return base::Labels(std::move(pairs));
}

} // namespace

bool sameFields(const ExtraFields &a, const ExtraFields &b)
{
    return std::ranges::equal(a, b, [](const YamlNode::Field &x, const YamlNode::Field &y) {
        return *x.first == *y.first && *x.second == *y.second;
    });
}

bool operator==(const RuleEntry &a, const RuleEntry &b)
{
    return a.kind == b.kind && a.name == b.name && a.expr == b.expr && a.forNs == b.forNs &&
           a.keepFiringForNs == b.keepFiringForNs && a.labels == b.labels && a.annotations == b.annotations &&
           sameFields(a.extras, b.extras);
}

bool operator==(const RuleGroup &a, const RuleGroup &b)
{
    return a.name == b.name && a.intervalNs == b.intervalNs && a.queryOffsetNs == b.queryOffsetNs &&
           a.hasQueryOffset == b.hasQueryOffset && a.limit == b.limit && a.labels == b.labels && a.rules == b.rules &&
           a.nameSpace == b.nameSpace && sameFields(a.extras, b.extras);
}

bool operator==(const RuleDocument &a, const RuleDocument &b)
{
    return a.form == b.form && a.groups == b.groups && sameFields(a.extras, b.extras) &&
           sameFields(a.specExtras, b.specExtras);
}

int RuleFile::groupCount() const
{
    std::size_t count = 0;
    for (const auto &document : documents)
        count += document.groups.size();
    return static_cast<int>(count);
}

int RuleFile::ruleCount() const
{
    std::size_t count = 0;
    for (const auto &document : documents)
        for (const auto &group : document.groups)
            count += group.rules.size();
    return static_cast<int>(count);
}

bool RuleFile::hasErrors() const
{
    return std::ranges::any_of(problems, [](const RuleProblem &p) { return p.weight == RuleProblem::Weight::Error; });
}

signals::Rule toRule(const RuleGroup &group, const RuleEntry &rule, const QString &fileName)
{
    signals::Rule out;
    out.kind = rule.kind;
    out.name = toQString(rule.name.text);
    out.group = toQString(group.name.text);
    out.file = fileName;
    out.query = toQString(rule.expr.text).trimmed();
    out.forNs = rule.forNs;
    out.keepFiringForNs = rule.keepFiringForNs;
    out.labels = labelsOf(group.labels, rule.labels); // the rule's own win
    out.annotations = labelsOf(rule.annotations, {});
    out.health = QStringLiteral("unknown");
    out.intervalNs = group.intervalNs;
    return out;
}

} // namespace wf::wire
