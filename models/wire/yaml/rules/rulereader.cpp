// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/numbers.h"
#include "models/wire/yaml/rules/rulefields.h"
#include "models/wire/yaml/rules/rulefile.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace wf::wire {

using Weight = RuleProblem::Weight;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

QString shown(std::string_view text)
{
    return capped(text, 120);
}

class RuleReader {
public:
    RuleReader(std::string_view text, RuleFile &out) : m_text(text), m_out(out) {}

    void readDocument(const YamlNode &root)
    {
        const YamlNode *spec = root.field("spec");
        const YamlNode *items = root.field("items");
        if (root.field("groups"))
            readGroupsForm(root);
        else if (spec && spec->field("groups"))
            readKubernetes(root, *spec);
        else if (root.field("rules"))
            m_out.documents.push_back({RuleDocument::Form::OneGroup, {readGroup(root)}, {}, {}});
        else if (items && items->isList())
            for (const auto &one : items->items)
                readDocument(*one);
        else if (root.isList())
            for (const auto &one : root.items)
                readDocument(*one);
        else
            readNameSpaces(root);
    }

    void problem(Weight weight, std::size_t offset, const QString &what)
    {
        constexpr std::size_t most = 500;
        if (m_out.problems.size() < most)
            m_out.problems.push_back({weight, placeOf(m_text, offset), m_group, m_rule, what});
    }

private:
    void readGroupsForm(const YamlNode &root)
    {
        RuleDocument document;
        eachField(root, [&](const std::string &key, const YamlNode::Field &field) {
            if (key == "groups") {
                document.groups = readGroups(*field.second);
                return;
            }
            document.extras.push_back(field);
            if (key == "namespace" || key == "apiVersion" || key == "kind" || key == "metadata")
                problem(Weight::Note, field.first->offset, tr("%1 is no field of Prometheus").arg(shown(key)));
            else
                problem(Weight::Error, field.first->offset,
                        tr("Unknown field %1: a rule file holds groups only").arg(shown(key)));
        });
        m_out.documents.push_back(std::move(document));
    }

    void readKubernetes(const YamlNode &root, const YamlNode &spec)
    {
        RuleDocument document;
        document.form = RuleDocument::Form::Kubernetes;
        m_groupNames.clear(); // each resource is a file of its own
        eachField(root, [&](const std::string &key, const YamlNode::Field &field) {
            if (key != "spec")
                document.extras.push_back(field);
        });
        eachField(spec, [&](const std::string &key, const YamlNode::Field &field) {
            if (key == "groups")
                document.groups = readGroups(*field.second);
            else
                document.specExtras.push_back(field);
        });
        m_out.documents.push_back(std::move(document));
    }

    // What the rulers of Mimir, Cortex and Loki answer.
    void readNameSpaces(const YamlNode &root)
    {
        RuleDocument document;
        document.form = RuleDocument::Form::Namespaces;
        for (const auto &[name, groups] : root.fields) {
            m_groupNames.clear();
            for (const auto &one : groups->items)
                if (one->field("rules")) {
                    document.groups.push_back(readGroup(*one));
                    document.groups.back().nameSpace = name->text;
                }
        }
        if (!document.groups.empty())
            m_out.documents.push_back(std::move(document));
    }

    std::vector<RuleGroup> readGroups(const YamlNode &list)
    {
        std::vector<RuleGroup> groups;
        if (!list.isList() && list.kind != YamlNode::Kind::Null)
            problem(Weight::Error, list.offset, tr("groups must be a list"));
        for (const auto &one : list.items) {
            if (one->isMap())
                groups.push_back(readGroup(*one));
            else
                problem(Weight::Error, one->offset, tr("A group must be a map with name and rules"));
        }
        return groups;
    }

    RuleGroup readGroup(const YamlNode &node)
    {
        RuleGroup group;
        group.offset = node.offset;
        if (const YamlNode *name = node.field("name"))
            group.name = {name->text, name->offset};
        m_group = toQString(group.name.text);
        m_rule.clear();
        eachField(node,
                  [&](const std::string &key, const YamlNode::Field &field) { readGroupField(group, key, field); });
        m_rule.clear();
        if (group.name.text.empty())
            problem(Weight::Error, node.offset, tr("The group has no name"));
        else if (!m_groupNames.insert(group.name.text).second)
            problem(Weight::Error, group.name.offset,
                    tr("The group name %1 is used twice in this file").arg(shown(group.name.text)));
        findDuplicates(group);
        m_group.clear();
        return group;
    }

    void readGroupField(RuleGroup &group, const std::string &key, const YamlNode::Field &field)
    {
        const YamlNode &value = *field.second;
        if (key == "name")
            expectScalar(value, key);
        else if (key == "interval")
            group.intervalNs = duration(value, key);
        else if (key == "query_offset") {
            group.queryOffsetNs = duration(value, key);
            group.hasQueryOffset = value.isScalar();
        } else if (key == "limit") {
            const auto limit = parseInteger(value.text);
            if (!limit || *limit > std::numeric_limits<int>::max() || *limit < std::numeric_limits<int>::min())
                problem(Weight::Error, value.offset, tr("limit must be a whole number, not %1").arg(shown(value.text)));
            else
                group.limit = static_cast<int>(*limit);
        } else if (key == "labels")
            group.labels = readLabels(value, key);
        else if (key == "rules")
            readRules(group, value);
        else
            readExtra(group.extras, key, field, ownerOfGroupField(key));
    }

    void readRules(RuleGroup &group, const YamlNode &list)
    {
        if (!list.isList() && list.kind != YamlNode::Kind::Null)
            problem(Weight::Error, list.offset, tr("rules must be a list"));
        for (const auto &one : list.items) {
            m_rule.clear();
            if (one->isMap())
                readRule(group, *one);
            else
                problem(Weight::Error, one->offset, tr("A rule must be a map with alert or record, and expr"));
        }
    }

    void readRule(RuleGroup &group, const YamlNode &node)
    {
        RuleEntry rule;
        rule.offset = node.offset;
        const YamlNode *alert = node.field("alert");
        const YamlNode *record = node.field("record");
        const YamlNode *named = alert ? alert : record;
        rule.kind = alert || !record ? signals::RuleKind::Alerting : signals::RuleKind::Recording;
        if (named)
            rule.name = {named->text, named->offset};
        m_rule = toQString(rule.name.text);
        eachField(node, [&](const std::string &key, const YamlNode::Field &field) { readRuleField(rule, key, field); });
        if (alert && record)
            problem(Weight::Error, node.offset, tr("A rule cannot have both alert and record"));
        else if (rule.name.text.empty())
            problem(Weight::Error, node.offset, tr("A rule needs either alert or record"));
        if (rule.expr.text.empty())
            problem(Weight::Error, node.offset, tr("The expression (expr) is missing"));
        if (!alert && record)
            checkRecording(rule, node);
        if (rule.forNs > 0 && group.intervalNs > 0 && rule.forNs < group.intervalNs)
            problem(Weight::Warning, rule.forOffset,
                    tr("for is shorter than the group's interval: the alert fires at its second evaluation anyway"));
        group.rules.push_back(std::move(rule));
    }

    void readRuleField(RuleEntry &rule, const std::string &key, const YamlNode::Field &field)
    {
        const YamlNode &value = *field.second;
        if (key == "alert" || key == "record")
            expectScalar(value, key);
        else if (key == "expr") {
            expectScalar(value, key);
            rule.expr = {value.text, value.offset};
        } else if (key == "for") {
            rule.forNs = duration(value, key);
            rule.forOffset = value.offset;
        } else if (key == "keep_firing_for")
            rule.keepFiringForNs = duration(value, key);
        else if (key == "labels")
            rule.labels = readLabels(value, key);
        else if (key == "annotations")
            rule.annotations = readLabels(value, key);
        else
            readExtra(rule.extras, key, field, ownerOfRuleField(key));
    }

    void checkRecording(const RuleEntry &rule, const YamlNode &node)
    {
        for (const char *key : {"for", "keep_firing_for", "annotations"})
            if (const YamlNode *field = node.field(key))
                problem(Weight::Error, field->offset, tr("A recording rule takes no %1").arg(QLatin1String(key)));
        const std::string &name = rule.name.text;
        if (!isValidUtf8(name) || name.find_first_of("{}") != std::string::npos)
            problem(Weight::Error, rule.name.offset, tr("%1 is no name of a metric").arg(shown(name)));
        else if (!isClassicMetricName(name))
            problem(Weight::Warning, rule.name.offset,
                    tr("The metric name %1 needs Prometheus 3 or later").arg(shown(name)));
    }

    void readExtra(ExtraFields &extras, const std::string &key, const YamlNode::Field &field, std::string_view owner)
    {
        extras.push_back(field);
        if (owner.empty())
            problem(Weight::Error, field.first->offset, tr("Unknown field %1").arg(shown(key)));
        else
            problem(Weight::Note, field.first->offset,
                    tr("%1 is a field of %2; Prometheus itself refuses it").arg(shown(key), toQString(owner)));
    }

    std::vector<PlacedPair> readLabels(const YamlNode &map, const std::string &of)
    {
        std::vector<PlacedPair> pairs;
        if (!map.isMap() && map.kind != YamlNode::Kind::Null)
            problem(Weight::Error, map.offset, tr("%1 must be a map of names and texts").arg(shown(of)));
        eachField(map, [&](const std::string &name, const YamlNode::Field &field) {
            const YamlNode &value = *field.second;
            if (value.isMap() || value.isList())
                problem(Weight::Error, value.offset, tr("The value of %1 must be a text").arg(shown(name)));
            checkLabelName(name, field.first->offset, of);
            pairs.push_back({{name, field.first->offset}, {value.text, value.offset}});
        });
        return pairs;
    }

    void checkLabelName(const std::string &name, std::size_t offset, const std::string &of)
    {
        if (!isValidUtf8(name) || name.empty() || (of == "labels" && name == "__name__"))
            problem(Weight::Error, offset, tr("%1 cannot be the name of a label").arg(shown(name)));
        else if (!isClassicLabelName(name))
            problem(Weight::Warning, offset, tr("The label name %1 needs Prometheus 3 or later").arg(shown(name)));
    }

    void expectScalar(const YamlNode &value, const std::string &key)
    {
        if (value.isMap() || value.isList())
            problem(Weight::Error, value.offset, tr("%1 must be a text").arg(shown(key)));
    }

    qint64 duration(const YamlNode &value, const std::string &key)
    {
        if (value.kind == YamlNode::Kind::Null)
            return 0;
        // A bare number is no duration to Prometheus, but for zero.
        const bool hasUnit = !value.text.empty() && (value.text == "0" || value.text.back() > '9');
        const auto ns = value.isScalar() && hasUnit ? parseDuration(value.text) : std::nullopt;
        if (!ns || *ns < 0)
            problem(Weight::Error, value.offset,
                    tr("%1 must be a duration like 30s, 5m or 1h30m, not %2").arg(shown(key), shown(value.text)));
        return ns ? std::max<qint64>(0, *ns) : 0;
    }

    // Every field once; keys that are no texts and repeated ones are told.
    template<class F>
    void eachField(const YamlNode &map, F &&f)
    {
        std::set<std::string_view> seen;
        for (const auto &field : map.fields) {
            if (!field.first->isScalar())
                problem(Weight::Error, field.first->offset, tr("A key must be a text"));
            else if (!seen.insert(field.first->text).second)
                problem(Weight::Error, field.first->offset,
                        tr("The key %1 is there twice").arg(shown(field.first->text)));
            else
                f(field.first->text, field);
        }
    }

    // The same series would be written twice, or the same alert sent twice.
    void findDuplicates(const RuleGroup &group)
    {
        for (const auto &rule : group.rules) {
            const signals::Rule known = toRule(group, rule, {});
            m_rule = known.name;
            if (!known.name.isEmpty() && !m_known.emplace(known.kind, known.name, known.labels).second)
                problem(Weight::Warning, rule.name.offset, tr("An earlier rule has the same name and labels"));
        }
        m_rule.clear();
    }

    std::string_view m_text;
    RuleFile &m_out;
    QString m_group;
    QString m_rule;
    std::set<std::string> m_groupNames;
    std::set<std::tuple<signals::RuleKind, QString, base::Labels>> m_known;
};

} // namespace

RuleFile readRuleFile(std::string_view text)
{
    RuleFile out;
    RuleReader reader(text, out);
    const YamlDocuments yaml = readYamlTree(text);
    for (const auto &document : yaml.documents)
        reader.readDocument(*document);
    if (yaml.problem) {
        out.isYaml = false;
        const bool isTemplate = text.find("{{") != std::string_view::npos;
        QString what = yaml.problem->what;
        if (isTemplate && yaml.problem->kind == base::ErrorKind::Invalid)
            what += QStringLiteral(". ") + tr("If this is a template of Helm or the like, render it first");
        out.problems.push_back({Weight::Error, yaml.problem->place, {}, {}, what});
    } else if (out.documents.empty())
        reader.problem(Weight::Error, 0, tr("The file holds no rule groups; a rule file begins with \"groups:\""));
    std::ranges::stable_sort(out.problems, {}, &RuleProblem::place);
    return out;
}

} // namespace wf::wire
