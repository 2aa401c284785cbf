// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/import/foreignrules.h"

#include "models/station/rules/check/rulecheck.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using Weight = wire::RuleProblem::Weight;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::ForeignRules", text);
}

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

QString placed(const wire::RuleProblem &problem)
{
    return u"%1:%2 %3"_s.arg(QString::number(problem.place.line), QString::number(problem.place.column), problem.what);
}

KnownRulePtr sameName(const RuleSnapshot &known, const wire::RuleEntry &entry)
{
    const QString name = wire::toQString(entry.name.text);
    for (const auto &group : known.groups)
        for (const auto &one : group.rules)
            if (one->rule.kind == entry.kind && one->rule.name == name)
                return one;
    return nullptr;
}

// Rules of one name in one group share their problems: which of them it is, is not told.
void addProblems(const station::RuleCheck &check, ForeignRules &out)
{
    for (const auto &problem : check.file.problems) {
        if (problem.weight == Weight::Note)
            continue;
        bool isOfARule = false;
        for (auto &rule : out.rules) {
            if (problem.rule.isEmpty() || rule.group != problem.group || rule.name() != problem.rule)
                continue;
            isOfARule = true;
            QString &said = problem.weight == Weight::Error ? rule.error : rule.warning;
            if (said.isEmpty())
                said = placed(problem);
        }
        if (!isOfARule && problem.weight == Weight::Error)
            out.problems << placed(problem);
    }
}

const wire::RuleGroup *groupNamed(const wire::RuleFile &file, const QString &name)
{
    for (const auto &document : file.documents)
        for (const auto &group : document.groups)
            if (wire::toQString(group.name.text) == name)
                return &group;
    return nullptr;
}

bool hasSettings(const wire::RuleGroup &group)
{
    return group.intervalNs != 0 || group.hasQueryOffset || group.limit != 0 || !group.labels.empty() ||
           !group.extras.empty();
}

std::vector<wire::RuleEntry> entriesOf(const ForeignRules &rules, const std::vector<int> &chosen, const QString &group)
{
    std::vector<wire::RuleEntry> out;
    for (const auto &rule : rules.rules)
        if (rule.group == group && std::ranges::find(chosen, rule.number) != chosen.end())
            out.push_back(rule.entry);
    return out;
}

// Into an empty home: the groups as they are, with the chosen rules alone.
std::string asFile(const ForeignRules &rules, const std::vector<int> &chosen, const QStringList &groups)
{
    wire::RuleDocument document;
    for (const QString &name : groups) {
        wire::RuleGroup group = *groupNamed(rules.file, name);
        group.nameSpace.clear();
        group.rules = entriesOf(rules, chosen, name);
        document.groups.push_back(std::move(group));
    }
    return wire::printRuleFile({document});
}

base::Result<std::string> withEntries(std::string text, const wire::RuleGroup &group,
                                      const std::vector<wire::RuleEntry> &entries)
{
    for (const auto &entry : entries) {
        const wire::RuleFile there = wire::readRuleFile(text);
        if (!wire::findGroup(there, group.name.text) && hasSettings(group))
            return base::makeError(base::ErrorKind::Unsupported,
                                   tr("The group %1 has settings of its own: choose a file that has it already, or a "
                                      "new one.")
                                       .arg(wire::toQString(group.name.text)));
        const wire::RuleSpot spot{group.name.text, entry.kind, entry.name.text, 0};
        auto next = wire::findRule(there, spot) ? wire::withChangedRule(text, spot, entry)
                                                : wire::withNewRule(text, group.name.text, entry);
        if (!next)
            return next.error();
        text = std::move(*next);
    }
    return text;
}

} // namespace

QString ForeignRule::name() const
{
    return wire::toQString(entry.name.text);
}

QString ForeignRule::expr() const
{
    return wire::toQString(entry.expr.text);
}

QString ForeignRule::text() const
{
    return QString::fromStdString(wire::ruleText(entry));
}

base::Result<ForeignRules> foreignRules(const QByteArray &text, const RuleSnapshot &known, bool isOverLogs)
{
    auto check =
        station::checkRuleFile(view(text), isOverLogs ? station::RuleLanguage::LogQL : station::RuleLanguage::PromQL);
    ForeignRules out;
    for (const auto &document : check.file.documents)
        for (const auto &group : document.groups)
            for (const auto &entry : group.rules) {
                ForeignRule rule;
                rule.number = static_cast<int>(out.rules.size());
                rule.group = wire::toQString(group.name.text);
                rule.entry = entry;
                rule.present = sameName(known, entry);
                rule.isSame = rule.present &&
                              sameExpression(rule.present->rule.query, wire::toQString(entry.expr.text), isOverLogs);
                out.rules.push_back(std::move(rule));
            }
    addProblems(check, out);
    if (out.rules.empty())
        return base::makeError(base::ErrorKind::Invalid,
                               out.problems.isEmpty() ? tr("There is no rule in it.") : out.problems.front());
    out.file = std::move(check.file);
    return out;
}

QStringList groupsOf(const ForeignRules &rules, const std::vector<int> &chosen)
{
    QStringList out;
    for (const auto &rule : rules.rules)
        if (std::ranges::find(chosen, rule.number) != chosen.end() && !out.contains(rule.group))
            out << rule.group;
    return out;
}

base::Result<RuleDraft> draftWithForeign(const RuleText &before, const ForeignRules &rules,
                                         const std::vector<int> &chosen, const QStringList &groups)
{
    std::string text = before.text.toStdString();
    if (before.text.trimmed().isEmpty()) {
        text = asFile(rules, chosen, groups);
    } else {
        for (const QString &name : groups) {
            auto next = withEntries(std::move(text), *groupNamed(rules.file, name), entriesOf(rules, chosen, name));
            if (!next)
                return next.error();
            text = std::move(*next);
        }
    }
    return draftOfText(before, QByteArray::fromStdString(text));
}

} // namespace wf::engine
