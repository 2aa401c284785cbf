// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/bench/composed.h"

#include "models/wire/yaml/ruleedit/ruletext.h"

#include <QCoreApplication>

namespace wf::engine {

using base::ErrorKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleBench", text);
}

std::string textOf(const RuleText &text)
{
    return text.text.toStdString();
}

// A group with this rule alone, as what is kept behind an API begins.
base::Result<std::string> firstGroup(const std::string &group, const EditedRule &rule)
{
    wire::RuleDocument document;
    document.form = wire::RuleDocument::Form::OneGroup;
    document.groups.emplace_back();
    document.groups.front().name.text = group;
    document.groups.front().rules.push_back(rule.entry());
    return wire::withRuleText(wire::printRuleFile({document}), {group, rule.entry().kind, rule.entry().name.text, 0},
                              rule.text().toStdString());
}

base::Result<std::string> moved(const std::string &text, const wire::RuleSpot &from, const std::string &group,
                                const std::string &rule)
{
    // First where it goes to: a group that loses its last rule is taken away, and a file needs one.
    const auto grown = wire::withNewRuleText(text, group, rule);
    if (!grown)
        return grown;
    return wire::withoutRule(*grown, from);
}

// The rule just put there, among others of its kind and name.
wire::RuleSpot spotIn(const std::string &text, const std::string &group, const wire::RuleEntry &entry)
{
    const wire::RuleFile file = wire::readRuleFile(text);
    wire::RuleSpot spot{group, entry.kind, entry.name.text, 0};
    while (const wire::RuleEntry *found = wire::findRule(file, spot)) {
        if (*found == entry)
            return spot;
        ++spot.nth;
    }
    spot.nth = 0;
    return spot;
}

} // namespace

base::Result<RuleDraft> composedDraft(const RuleText &before, const EditedRule &rule,
                                      const std::optional<wire::RuleSpot> &replaced)
{
    const std::string group = rule.place().group.toStdString();
    const std::string item = rule.text().toStdString();
    const bool isBehindApi = before.home.kind != RuleHomeKind::File;
    if (group.empty())
        return base::makeError(ErrorKind::Invalid, tr("Give the group a name."));
    base::Result<std::string> text = std::string();
    if (replaced && replaced->group == group)
        text = wire::withRuleText(textOf(before), *replaced, item);
    else if (replaced && isBehindApi)
        return base::makeError(ErrorKind::Unsupported, tr("Behind the API a rule stays in its group. Make a new rule "
                                                          "in %1 and delete this one.")
                                                           .arg(rule.place().group));
    else if (replaced)
        text = moved(textOf(before), *replaced, group, item);
    else if (isBehindApi && !before.exists())
        text = firstGroup(group, rule);
    else
        text = wire::withNewRuleText(textOf(before), group, item);
    if (!text)
        return text.error();
    if (rule.place().intervalNs != rule.keptPlace().intervalNs) {
        text = wire::withGroupInterval(*text, group, rule.place().intervalNs);
        if (!text)
            return text.error();
    }
    RuleDraft out;
    out.before = before;
    out.text = QByteArray::fromStdString(*text);
    out.spot = spotIn(*text, group, rule.entry());
    return out;
}

base::Result<EditedRule> keptRule(const RuleText &text, const wire::RuleSpot &spot)
{
    const std::string bytes = textOf(text);
    const auto item = wire::ruleTextIn(bytes, spot);
    if (!item)
        return item.error();
    const wire::RuleFile file = wire::readRuleFile(bytes);
    const wire::RuleGroup *group = wire::findGroup(file, spot.group);
    return EditedRule(QString::fromStdString(*item),
                      {QString::fromStdString(spot.group), group ? group->intervalNs : 0, text.home.isOverLogs});
}

QString libraryText(const LibraryRule &rule)
{
    return QString::fromStdString(wire::ruleText(rule.entry));
}

QString libraryName(const LibraryRule &rule)
{
    return QString::fromStdString(rule.entry.name.text);
}

} // namespace wf::engine
