// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/rulefile.h"

#include "models/wire/numbers.h"
#include "models/wire/yaml/yaml.h"

#include <QCoreApplication>

namespace wf::wire {

using signals::Rule;
using signals::RuleKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

class RuleReader {
public:
    explicit RuleReader(const QString &fileName) : m_fileName(fileName) {}

    void readDocument(const Yaml &root)
    {
        if (root["groups"].isList())
            readGroups(root["groups"]);
        else if (root["spec"]["groups"].isList())
            readGroups(root["spec"]["groups"]);
        else if (root["rules"].isList())
            readGroup(root);
        else if (root["items"].isList()) // a Kubernetes list
            root["items"].forEach([&](const Yaml &one) { readGroups(one["spec"]["groups"]); });
        else if (root.isList())
            root.forEach([&](const Yaml &one) { readDocument(one); });
        else
            root.forEachField([&](const std::string & /*nameSpace*/, const Yaml &groups) {
                groups.forEach([&](const Yaml &one) {
                    if (one["rules"].isList())
                        readGroup(one);
                });
            });
    }

    [[nodiscard]] RuleFile take() { return std::move(m_out); }

private:
    void readGroups(const Yaml &groups)
    {
        groups.forEach([&](const Yaml &group) { readGroup(group); });
    }

    void readGroup(const Yaml &group)
    {
        ++m_out.groups;
        Rule common;
        common.file = m_fileName;
        common.group = group["name"].string();
        if (common.group.isEmpty())
            problem(common, tr("the group has no name"));
        common.intervalNs = duration(common, group["interval"], tr("interval"));
        common.labels = group["labels"].labels();
        group["rules"].forEach([&](const Yaml &one) { readRule(one, common); });
    }

    void readRule(const Yaml &one, const Rule &common)
    {
        Rule rule = common;
        const QString alert = one["alert"].string();
        const QString record = one["record"].string();
        rule.kind = record.isEmpty() ? RuleKind::Alerting : RuleKind::Recording;
        rule.name = record.isEmpty() ? alert : record;
        rule.query = one["expr"].string().trimmed();
        if (alert.isEmpty() == record.isEmpty()) {
            problem(rule, alert.isEmpty() ? tr("a rule needs either record or alert")
                                          : tr("a rule cannot have both record and alert"));
            return;
        }
        if (rule.query.isEmpty()) {
            problem(rule, tr("the expression (expr) is missing"));
            return;
        }
        rule.forNs = duration(rule, one["for"], QStringLiteral("for"));
        rule.keepFiringForNs = duration(rule, one["keep_firing_for"], QStringLiteral("keep_firing_for"));
        auto pairs = common.labels.pairs();
        for (const auto &pair : one["labels"].labels())
            pairs.push_back(pair);
        rule.labels = base::Labels(std::move(pairs));
        rule.annotations = one["annotations"].labels();
        if (rule.kind == RuleKind::Recording &&
            (one["for"].exists() || one["annotations"].exists() || one["keep_firing_for"].exists()))
            problem(rule, tr("a recording rule takes neither for nor annotations"));
        m_out.rules.push_back(std::move(rule));
    }

    qint64 duration(const Rule &rule, const Yaml &value, const QString &key)
    {
        if (!value.exists())
            return 0;
        const auto ns = parseDuration(value.text());
        if (!ns)
            problem(rule, tr("%1 is no duration: %2").arg(key, value.string().left(32)));
        return ns.value_or(0);
    }

    void problem(const Rule &rule, const QString &what)
    {
        constexpr qsizetype most = 200;
        if (m_out.problems.size() >= most)
            return;
        QString where = rule.group.left(128);
        if (!rule.name.isEmpty())
            where += (where.isEmpty() ? QString() : QStringLiteral(" / ")) + rule.name.left(128);
        m_out.problems << (where.isEmpty() ? what : QString(where + QStringLiteral(": ") + what));
    }

    QString m_fileName;
    RuleFile m_out;
};

} // namespace

base::Result<RuleFile> decodeRuleFile(std::string_view text, const QString &fileName)
{
    const auto documents = loadYaml(text);
    if (!documents)
        return documents.error();
    RuleReader reader(fileName);
    for (const Yaml &document : *documents)
        reader.readDocument(document);
    RuleFile file = reader.take();
    if (file.groups == 0)
        return base::makeError(base::ErrorKind::Invalid, tr("The file holds no rule groups"),
                               tr("A rule file begins with \"groups:\""));
    return file;
}

} // namespace wf::wire
