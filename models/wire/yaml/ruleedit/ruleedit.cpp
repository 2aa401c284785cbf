// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/ruleedit/ruleedit.h"

#include "models/wire/yaml/ruleedit/rulefieldlines.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace wf::wire {

using base::ErrorKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire::RuleEdit", text);
}

base::Error noSuchRule(const RuleSpot &spot)
{
    return base::makeError(ErrorKind::Invalid,
                           tr("There is no rule %1 in the group %2").arg(toQString(spot.name), toQString(spot.group)));
}

base::Error notInPlace()
{
    return base::makeError(ErrorKind::Unsupported,
                           tr("The rule is written in a way that cannot be changed in place. Change the file itself."));
}

base::Result<RuleFile> fileFrom(std::string_view text)
{
    RuleFile file = readRuleFile(text);
    if (file.isYaml)
        return file;
    const auto &problem = file.problems.front();
    return base::makeError(
        ErrorKind::Invalid,
        tr("The file is no YAML: %1:%2: %3").arg(problem.place.line).arg(problem.place.column).arg(problem.what));
}

RuleGroup *groupIn(RuleFile &file, std::string_view name)
{
    return const_cast<RuleGroup *>(findGroup(file, name));
}

// The new text, when it says what it should.
base::Result<std::string> checked(const TextLines &lines, const RuleFile &wanted)
{
    std::string out = lines.join();
    const RuleFile again = readRuleFile(out);
    if (again.isYaml && again.documents == wanted.documents)
        return out;
    return notInPlace();
}

void replaceLines(TextLines &text, std::size_t first, std::size_t end, const std::vector<std::string> &by)
{
    auto &lines = text.lines;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(first), lines.begin() + static_cast<std::ptrdiff_t>(end));
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(first), by.begin(), by.end());
}

std::vector<std::string> itemOf(const RuleEntry &rule, std::size_t dash, std::size_t fields)
{
    std::vector<std::string> out;
    for (const auto &field : printedFields(rule, fields))
        std::ranges::copy(field.lines, std::back_inserter(out));
    if (!out.empty())
        out.front().replace(0, fields, std::string(dash, ' ') + '-' + std::string(fields - dash - 1, ' '));
    return out;
}

// A group with one rule, its dash in this column.
std::vector<std::string> groupItem(const std::string &name, const RuleEntry &rule, std::size_t dash)
{
    RuleDocument document;
    document.form = RuleDocument::Form::OneGroup;
    document.groups.emplace_back();
    document.groups.front().name.text = name;
    document.groups.front().rules.push_back(rule);
    std::vector<std::string> out = TextLines::split(printRuleFile({document})).lines;
    for (std::size_t i = 0; i < out.size(); ++i)
        if (!out[i].empty())
            out[i].insert(0, std::string(dash, ' ') + (i == 0 ? "- " : "  "));
    return out;
}

base::Result<std::string> newFile(const std::string &group, const RuleEntry &rule)
{
    RuleDocument document;
    document.groups.emplace_back();
    document.groups.front().name.text = group;
    document.groups.front().rules.push_back(rule);
    return printRuleFile({document});
}

} // namespace

const RuleGroup *findGroup(const RuleFile &file, std::string_view name)
{
    for (const auto &document : file.documents)
        for (const auto &group : document.groups)
            if (group.name.text == name)
                return &group;
    return nullptr;
}

const RuleEntry *findRule(const RuleFile &file, const RuleSpot &spot)
{
    const RuleGroup *group = findGroup(file, spot.group);
    if (!group)
        return nullptr;
    int before = 0;
    for (const auto &rule : group->rules)
        if (rule.kind == spot.kind && rule.name.text == spot.name && before++ == spot.nth)
            return &rule;
    return nullptr;
}

RuleLines linesOf(std::string_view text, const RuleSpot &spot)
{
    const RuleFile file = readRuleFile(text);
    const RuleEntry *rule = findRule(file, spot);
    const auto item = rule ? itemAt(TextLines::split(text), rule->offset) : std::nullopt;
    return item ? RuleLines{static_cast<int>(item->first) + 1, static_cast<int>(item->end)} : RuleLines{};
}

base::Result<std::string> withChangedRule(std::string_view text, const RuleSpot &spot, const RuleEntry &wanted)
{
    auto file = fileFrom(text);
    if (!file)
        return file.error();
    const RuleEntry *found = findRule(*file, spot);
    if (!found)
        return noSuchRule(spot);
    const RuleEntry before = *found;
    TextLines lines = TextLines::split(text);
    const auto item = itemAt(lines, before.offset);
    if (!item)
        return notInPlace();
    RuleEntry after = wanted;
    after.extras = before.extras; // what an editor does not know stays
    const bool isFlow = fieldsOf(lines, *item).empty();
    replaceLines(lines, item->first, item->end,
                 isFlow ? itemOf(after, item->dash, item->dash + 2) : changedItem(lines, *item, before, after));
    *const_cast<RuleEntry *>(found) = after;
    return checked(lines, *file);
}

base::Result<std::string> withNewRule(std::string_view text, const std::string &group, const RuleEntry &wanted)
{
    auto file = fileFrom(text);
    if (!file)
        return file.error();
    if (file->documents.empty()) {
        auto fresh = newFile(group, wanted);
        if (fresh && !text.empty())
            *fresh = std::string(text) + (text.ends_with('\n') ? "" : "\n") + *fresh;
        return fresh;
    }
    TextLines lines = TextLines::split(text);
    lines.endsWithLine = true;
    if (RuleGroup *found = groupIn(*file, group)) {
        const auto item = found->rules.empty() ? std::nullopt : itemAt(lines, found->rules.back().offset);
        if (!item)
            return notInPlace();
        replaceLines(lines, item->end, item->end, itemOf(wanted, item->dash, item->fields));
        found->rules.push_back(wanted);
        return checked(lines, *file);
    }
    RuleDocument &document = file->documents.back();
    const bool isList = document.form == RuleDocument::Form::Groups || document.form == RuleDocument::Form::Kubernetes;
    const auto item = isList && !document.groups.empty() ? itemAt(lines, document.groups.back().offset) : std::nullopt;
    if (!item)
        return notInPlace();
    replaceLines(lines, item->end, item->end, groupItem(group, wanted, item->dash));
    document.groups.emplace_back();
    document.groups.back().name.text = group;
    document.groups.back().rules.push_back(wanted);
    return checked(lines, *file);
}

base::Result<std::string> withoutRule(std::string_view text, const RuleSpot &spot)
{
    auto file = fileFrom(text);
    if (!file)
        return file.error();
    const RuleEntry *rule = findRule(*file, spot);
    if (!rule)
        return noSuchRule(spot);
    RuleGroup *group = groupIn(*file, spot.group);
    const bool isLast = group->rules.size() == 1;
    TextLines lines = TextLines::split(text);
    const auto item = itemAt(lines, isLast ? group->offset : rule->offset);
    if (!item)
        return notInPlace();
    for (auto &document : file->documents) {
        if (isLast && document.groups.size() == 1 && &document.groups.front() == group)
            return notInPlace(); // a file without groups is for a person to decide
    }
    replaceLines(lines, item->first, item->end, {});
    if (isLast) {
        for (auto &document : file->documents)
            std::erase_if(document.groups, [group](const RuleGroup &one) { return &one == group; });
    } else {
        std::erase_if(group->rules, [rule](const RuleEntry &one) { return &one == rule; });
    }
    return checked(lines, *file);
}

std::string ruleText(const RuleEntry &rule)
{
    RuleDocument document;
    document.form = RuleDocument::Form::OneGroup;
    document.groups.emplace_back();
    document.groups.front().name.text = "g";
    document.groups.front().rules.push_back(rule);
    TextLines lines = TextLines::split(printRuleFile({document}));
    const auto first = std::ranges::find_if(lines.lines, [](const std::string &line) { return line.find("- ") < 8; });
    lines.lines.erase(lines.lines.begin(), first);
    const std::size_t dash = lines.lines.empty() ? 0 : indentOf(lines.lines.front());
    for (std::string &line : lines.lines)
        line.erase(0, std::min(dash, indentOf(line)));
    return lines.join();
}

base::Result<RuleEntry> ruleFromText(std::string_view text)
{
    const std::string head = "groups:\n- name: g\n  rules:\n";
    std::string whole = head;
    for (const std::string &line : TextLines::split(text).lines)
        whole += (line.empty() ? "" : "  ") + line + '\n';
    const RuleFile file = readRuleFile(whole);
    for (const auto &problem : file.problems)
        if (problem.weight == RuleProblem::Weight::Error)
            return base::makeError(ErrorKind::Invalid, QStringLiteral("%1:%2: %3")
                                                           .arg(std::max(1, problem.place.line - 3))
                                                           .arg(std::max(1, problem.place.column - 2))
                                                           .arg(problem.what));
    if (file.ruleCount() != 1)
        return base::makeError(ErrorKind::Invalid, tr("1:1: Write one rule, beginning with - alert: or - record:"));
    return file.documents.front().groups.front().rules.front();
}

} // namespace wf::wire
