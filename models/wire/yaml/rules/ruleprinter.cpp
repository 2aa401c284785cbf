// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/rules/rulefile.h"

#include "models/base/duration.h"

namespace wf::wire {

namespace {

using Fields = std::vector<YamlNode::Field>;

void put(Fields &fields, const char *key, YamlNodePtr value)
{
    fields.emplace_back(yamlText(key), std::move(value));
}

void putDuration(Fields &fields, const char *key, qint64 ns, bool isWritten)
{
    if (isWritten)
        put(fields, key, yamlText(base::promDuration(ns).toStdString()));
}

void putPairs(Fields &fields, const char *key, const std::vector<PlacedPair> &pairs)
{
    if (pairs.empty())
        return;
    Fields map;
    for (const auto &pair : pairs)
        map.emplace_back(yamlText(pair.name.text), yamlText(pair.value.text));
    put(fields, key, yamlMap(std::move(map)));
}

YamlNodePtr ruleNode(const RuleEntry &rule)
{
    Fields fields;
    if (!rule.name.text.empty())
        put(fields, rule.kind == signals::RuleKind::Alerting ? "alert" : "record", yamlText(rule.name.text));
    if (!rule.expr.text.empty())
        put(fields, "expr", yamlText(rule.expr.text));
    putDuration(fields, "for", rule.forNs, rule.forNs != 0);
    putDuration(fields, "keep_firing_for", rule.keepFiringForNs, rule.keepFiringForNs != 0);
    putPairs(fields, "labels", rule.labels);
    putPairs(fields, "annotations", rule.annotations);
    fields.insert(fields.end(), rule.extras.begin(), rule.extras.end());
    return yamlMap(std::move(fields));
}

YamlNodePtr groupNode(const RuleGroup &group)
{
    Fields fields;
    if (!group.name.text.empty())
        put(fields, "name", yamlText(group.name.text));
    putDuration(fields, "interval", group.intervalNs, group.intervalNs != 0);
    putDuration(fields, "query_offset", group.queryOffsetNs, group.hasQueryOffset);
    if (group.limit != 0)
        put(fields, "limit",
            std::make_shared<YamlNode>(YamlNode{.kind = YamlNode::Kind::Scalar, .text = std::to_string(group.limit)}));
    putPairs(fields, "labels", group.labels);
    fields.insert(fields.end(), group.extras.begin(), group.extras.end());
    std::vector<YamlNodePtr> rules;
    for (const auto &rule : group.rules)
        rules.push_back(ruleNode(rule));
    put(fields, "rules", yamlList(std::move(rules)));
    return yamlMap(std::move(fields));
}

YamlNodePtr groupList(const RuleDocument &document)
{
    std::vector<YamlNodePtr> groups;
    for (const auto &group : document.groups)
        groups.push_back(groupNode(group));
    return yamlList(std::move(groups));
}

YamlNodePtr nameSpaces(const RuleDocument &document)
{
    Fields fields;
    std::vector<YamlNodePtr> groups;
    for (std::size_t i = 0; i < document.groups.size(); ++i) {
        groups.push_back(groupNode(document.groups[i]));
        const bool isLast = i + 1 == document.groups.size();
        if (isLast || document.groups[i + 1].nameSpace != document.groups[i].nameSpace)
            fields.emplace_back(yamlText(document.groups[i].nameSpace), yamlList(std::exchange(groups, {})));
    }
    return yamlMap(std::move(fields));
}

YamlNodePtr documentNode(const RuleDocument &document)
{
    Fields fields = document.extras;
    switch (document.form) {
    case RuleDocument::Form::OneGroup:
        if (!document.groups.empty())
            return groupNode(document.groups.front());
        break;
    case RuleDocument::Form::Namespaces:
        return nameSpaces(document);
    case RuleDocument::Form::Kubernetes: {
        Fields spec = document.specExtras;
        put(spec, "groups", groupList(document));
        put(fields, "spec", yamlMap(std::move(spec)));
        break;
    }
    case RuleDocument::Form::Groups:
        put(fields, "groups", groupList(document));
        break;
    }
    return yamlMap(std::move(fields));
}

} // namespace

std::string printRuleFile(const std::vector<RuleDocument> &documents)
{
    std::string out;
    for (const auto &document : documents)
        out += (out.empty() ? "" : "---\n") + printYaml(*documentNode(document));
    return out;
}

} // namespace wf::wire
