// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/ruleedit/ruletext.h"

#include "models/base/duration.h"
#include "models/wire/yaml/ruleedit/itemlines.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::wire {

using base::ErrorKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire::RuleEdit", text);
}

base::Error notInPlace()
{
    return base::makeError(ErrorKind::Unsupported,
                           tr("The rule is written in a way that cannot be changed in place. Change the file itself."));
}

// Its dash in the first column, no blank lines around it.
std::vector<std::string> plainItem(std::string_view text)
{
    std::vector<std::string> lines = TextLines::split(text).lines;
    const auto isBlank = [](const std::string &line) { return line.find_first_not_of(" \t\r") == std::string::npos; };
    while (!lines.empty() && isBlank(lines.back()))
        lines.pop_back();
    lines.erase(lines.begin(), std::ranges::find_if_not(lines, isBlank));
    const auto first = std::ranges::find_if_not(lines, isBlankOrComment);
    const std::size_t shift = first == lines.end() ? 0 : indentOf(*first);
    for (std::string &line : lines)
        line.erase(0, std::min(shift, indentOf(line)));
    return lines;
}

void moveRight(std::vector<std::string> &lines, std::size_t by)
{
    for (std::string &line : lines)
        if (!line.empty())
            line.insert(0, by, ' ');
}

// The one rule of a text, also when it has errors: what they mean for a file is said by who checks it.
base::Result<RuleEntry> entryOf(std::string_view ruleText)
{
    std::string whole = "groups:\n- name: g\n  rules:\n";
    for (const std::string &line : TextLines::split(ruleText).lines)
        whole += (line.empty() ? "" : "  ") + line + '\n';
    const RuleFile file = readRuleFile(whole);
    const bool isOne = file.isYaml && file.documents.size() == 1 && file.groupCount() == 1 && file.ruleCount() == 1;
    if (!isOne)
        return ruleFromText(ruleText); // which says what is wrong
    return file.documents.front().groups.front().rules.front();
}

// The file with the rule exchanged, as it should be read afterwards.
base::Result<RuleFile> wantedFile(std::string_view file, const RuleSpot &spot, const RuleEntry &wanted)
{
    RuleFile out = readRuleFile(file);
    const RuleEntry *found = findRule(out, spot);
    if (!found)
        return base::makeError(
            ErrorKind::Invalid,
            tr("There is no rule %1 in the group %2").arg(toQString(spot.name), toQString(spot.group)));
    *const_cast<RuleEntry *>(found) = wanted;
    return out;
}

base::Result<std::string> checked(const TextLines &lines, const RuleFile &wanted)
{
    std::string out = lines.join();
    const RuleFile again = readRuleFile(out);
    if (again.isYaml && again.documents == wanted.documents)
        return out;
    return notInPlace();
}

} // namespace

base::Result<std::string> ruleTextIn(std::string_view file, const RuleSpot &spot)
{
    const RuleFile read = readRuleFile(file);
    const RuleEntry *rule = findRule(read, spot);
    if (!rule)
        return base::makeError(
            ErrorKind::Invalid,
            tr("There is no rule %1 in the group %2").arg(toQString(spot.name), toQString(spot.group)));
    const TextLines text = TextLines::split(file);
    const auto item = itemAt(text, rule->offset);
    if (!item)
        return ruleText(*rule);
    TextLines out;
    out.lines.assign(text.lines.begin() + static_cast<std::ptrdiff_t>(item->first),
                     text.lines.begin() + static_cast<std::ptrdiff_t>(item->end));
    for (std::string &line : out.lines)
        line.erase(0, std::min(item->dash, indentOf(line)));
    return out.join();
}

base::Result<std::string> withRuleText(std::string_view file, const RuleSpot &spot, std::string_view ruleText)
{
    const auto wanted = entryOf(ruleText);
    if (!wanted)
        return wanted.error();
    const auto after = wantedFile(file, spot, *wanted);
    if (!after)
        return after.error();
    const RuleFile before = readRuleFile(file);
    TextLines text = TextLines::split(file);
    const auto item = itemAt(text, findRule(before, spot)->offset);
    if (!item)
        return withChangedRule(file, spot, *wanted);
    std::vector<std::string> lines = plainItem(ruleText);
    moveRight(lines, item->dash);
    text.lines.erase(text.lines.begin() + static_cast<std::ptrdiff_t>(item->first),
                     text.lines.begin() + static_cast<std::ptrdiff_t>(item->end));
    text.lines.insert(text.lines.begin() + static_cast<std::ptrdiff_t>(item->first), lines.begin(), lines.end());
    return checked(text, *after);
}

base::Result<std::string> withNewRuleText(std::string_view file, const std::string &group, std::string_view ruleText)
{
    const auto rule = entryOf(ruleText);
    if (!rule)
        return rule.error();
    const auto grown = withNewRule(file, group, *rule);
    if (!grown)
        return grown;
    const RuleFile read = readRuleFile(*grown);
    const RuleGroup *found = findGroup(read, group);
    RuleSpot spot{group, rule->kind, rule->name.text, -1};
    for (const auto &one : found ? found->rules : std::vector<RuleEntry>())
        if (one.kind == rule->kind && one.name == rule->name)
            ++spot.nth;
    return withRuleText(*grown, spot, ruleText);
}

base::Result<std::string> withGroupInterval(std::string_view file, const std::string &group, qint64 intervalNs)
{
    RuleFile wanted = readRuleFile(file);
    const RuleGroup *found = findGroup(wanted, group);
    if (!found)
        return base::makeError(ErrorKind::Invalid, tr("There is no group %1").arg(toQString(group)));
    if (found->intervalNs == intervalNs)
        return std::string(file);
    TextLines text = TextLines::split(file);
    const auto item = itemAt(text, found->offset);
    // A group alone is the whole document and has no dash.
    const std::size_t column = item ? item->fields : 0;
    const auto fields = fieldsIn(text, item ? item->first : 0, item ? item->end : text.lines.size(), column);
    const auto at = std::ranges::find(fields, std::string("interval"), &FieldLines::key);
    const auto name = std::ranges::find(fields, std::string("name"), &FieldLines::key);
    if (name == fields.end())
        return notInPlace();
    const std::string line = std::string(column, ' ') + "interval: " + base::promDuration(intervalNs).toStdString();
    auto &lines = text.lines;
    if (at == fields.end()) {
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(name->end), line);
    } else {
        const auto key = lines.begin() + static_cast<std::ptrdiff_t>(at->end) - 1;
        const bool isFirst = at == fields.begin() && item; // it holds the dash
        if (isFirst || at->end - at->first >
                           1 + static_cast<std::size_t>(std::ranges::count_if(
                                   lines.begin() + static_cast<std::ptrdiff_t>(at->first), key, isBlankOrComment)))
            return notInPlace();
        if (intervalNs == 0) {
            lines.erase(key);
        } else {
            const auto comment = key->find(" #");
            const auto last = comment == std::string::npos ? comment : key->find_last_not_of(' ', comment);
            *key = line + (last == std::string::npos ? std::string() : key->substr(last + 1));
        }
    }
    const_cast<RuleGroup *>(found)->intervalNs = intervalNs;
    return checked(text, wanted);
}

} // namespace wf::wire
