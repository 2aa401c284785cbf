// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/ruledraft.h"

#include "models/query/logql/syntax/parser.h"
#include "models/query/logql/syntax/printer.h"
#include "models/query/promql/parse/parse.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace wf::engine {

using base::ErrorKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleDraft", text);
}

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

// As one form, whatever the spaces; as it is when it cannot be parsed.
std::string canonical(const QString &expr, bool isOverLogs)
{
    const std::string text = expr.trimmed().toStdString();
    if (isOverLogs) {
        const auto parsed = query::logql::parse(text);
        return parsed ? query::logql::print(*parsed) : text;
    }
    const auto parsed = query::parsePromql(text, query::ParseOptions::everything());
    return parsed ? query::printPromql(**parsed) : text;
}

bool keepsGroups(const RuleText &text)
{
    return text.home.kind != RuleHomeKind::File;
}

// One group as a ruler wants it, of a file that has one.
base::Result<QByteArray> oneGroup(const QByteArray &text)
{
    const wire::RuleFile file = wire::readRuleFile(view(text));
    if (!file.isYaml || file.documents.size() != 1 || file.documents.front().groups.size() != 1)
        return base::makeError(ErrorKind::Invalid, tr("Write one group: behind the API groups are kept one by one."));
    if (file.documents.front().form == wire::RuleDocument::Form::OneGroup)
        return text;
    wire::RuleDocument document;
    document.form = wire::RuleDocument::Form::OneGroup;
    document.groups = file.documents.front().groups;
    return QByteArray::fromStdString(wire::printRuleFile({document}));
}

RuleDraft draftOf(const RuleText &before, std::string text, const std::string &group, const wire::RuleEntry &rule)
{
    RuleDraft out;
    out.before = before;
    out.text = QByteArray::fromStdString(text);
    out.spot = {group, rule.kind, rule.name.text, 0};
    return out;
}

// Which of several of that kind and name in the group the wanted one is, in the text as it is now.
int placeAmongEquals(const wire::RuleFile &file, const wire::RuleSpot &spot, const wire::RuleEntry &wanted)
{
    wire::RuleSpot at = spot;
    for (at.nth = 0;; ++at.nth) {
        const wire::RuleEntry *found = wire::findRule(file, at);
        if (!found)
            return 0;
        if (*found == wanted)
            return at.nth;
    }
}

// It is the only rule of the whole file.
bool isAlone(const wire::RuleFile &file, const wire::RuleSpot &spot)
{
    return file.ruleCount() == 1 && file.groupCount() == 1 && file.documents.size() == 1 && wire::findRule(file, spot);
}

// A file without groups, which every server reads; what stands above them stays.
base::Result<std::string> withoutGroups(const QByteArray &text, const wire::RuleFile &file)
{
    const qsizetype at = text.startsWith("groups:") ? 0 : text.indexOf("\ngroups:") + 1;
    const std::string out = QByteArray(text.left(at) + "groups: []\n").toStdString();
    const wire::RuleFile again = wire::readRuleFile(out);
    const bool isWhole = file.documents.front().form == wire::RuleDocument::Form::Groups &&
                         (at > 0 || text.startsWith("groups:")) && again.isYaml && again.documents.size() == 1 &&
                         again.ruleCount() == 0 &&
                         wire::sameFields(again.documents.front().extras, file.documents.front().extras);
    if (isWhole)
        return out;
    return base::makeError(ErrorKind::Unsupported, tr("It is the only rule of its file. Take the file itself away."));
}

} // namespace

QByteArray fingerprintOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

bool sameExpression(const QString &a, const QString &b, bool isOverLogs)
{
    return canonical(a, isOverLogs) == canonical(b, isOverLogs);
}

std::optional<wire::RuleSpot> spotOf(const RuleText &text, const signals::Rule &rule)
{
    const wire::RuleFile file = wire::readRuleFile(view(text.text));
    wire::RuleSpot spot{rule.group.toStdString(), rule.kind, rule.name.toStdString(), 0};
    if (!wire::findRule(file, spot))
        return std::nullopt;
    for (wire::RuleSpot at = spot;; ++at.nth) {
        const wire::RuleEntry *found = wire::findRule(file, at);
        if (!found)
            return spot; // none says the same: it was changed since; the first of that name
        if (sameExpression(wire::toQString(found->expr.text), rule.query, text.home.isOverLogs))
            return at;
    }
}

base::Result<wire::RuleEntry> entryAt(const RuleText &text, const wire::RuleSpot &spot)
{
    const wire::RuleFile file = wire::readRuleFile(view(text.text));
    if (const wire::RuleEntry *found = wire::findRule(file, spot))
        return *found;
    return base::makeError(
        ErrorKind::Invalid,
        tr("There is no rule %1 in the group %2.").arg(wire::toQString(spot.name), wire::toQString(spot.group)));
}

base::Result<RuleDraft> draftWith(const RuleText &before, const wire::RuleEntry &rule,
                                  const std::optional<wire::RuleSpot> &replaced)
{
    const std::string group = replaced ? replaced->group : before.group.toStdString();
    if (group.empty())
        return base::makeError(ErrorKind::Invalid, tr("The group needs a name."));
    auto text = replaced ? wire::withChangedRule(view(before.text), *replaced, rule)
                         : wire::withNewRule(view(before.text), group, rule);
    if (!text)
        return text.error();
    if (keepsGroups(before) && !before.exists()) {
        const auto one = oneGroup(QByteArray::fromStdString(*text));
        if (!one)
            return one.error();
        *text = one->toStdString();
    }
    RuleDraft out = draftOf(before, std::move(*text), group, rule);
    const wire::RuleFile file = wire::readRuleFile(view(out.text));
    wire::RuleEntry wanted = rule;
    if (replaced)
        if (const auto former = entryAt(before, *replaced))
            wanted.extras = former->extras;
    out.spot.nth = placeAmongEquals(file, out.spot, wanted);
    return out;
}

base::Result<RuleDraft> draftWithYaml(const RuleText &before, const QByteArray &yaml,
                                      const std::optional<wire::RuleSpot> &replaced)
{
    const auto rule = wire::ruleFromText(view(yaml));
    if (!rule)
        return rule.error();
    return draftWith(before, *rule, replaced);
}

base::Result<RuleDraft> draftWithout(const RuleText &before, const wire::RuleSpot &spot)
{
    RuleDraft out;
    out.before = before;
    out.spot = spot;
    out.removesRule = true;
    const wire::RuleFile file = wire::readRuleFile(view(before.text));
    const wire::RuleGroup *group = wire::findGroup(file, spot.group);
    if (keepsGroups(before) && group && group->rules.size() == 1 && wire::findRule(file, spot)) {
        out.removesAll = true;
        return out;
    }
    auto text = isAlone(file, spot) ? withoutGroups(before.text, file) : wire::withoutRule(view(before.text), spot);
    if (!text)
        return text.error();
    out.text = QByteArray::fromStdString(*text);
    return out;
}

base::Result<RuleDraft> draftOfText(const RuleText &before, const QByteArray &text)
{
    if (text.trimmed().isEmpty())
        return base::makeError(ErrorKind::Invalid, tr("There is nothing to save."));
    RuleDraft out;
    out.before = before;
    out.text = text;
    if (!keepsGroups(before))
        return out;
    const auto one = oneGroup(text);
    if (!one)
        return one.error();
    out.text = *one;
    const wire::RuleFile file = wire::readRuleFile(view(out.text));
    const QString name = wire::toQString(file.documents.front().groups.front().name.text);
    if (name != before.group)
        return base::makeError(ErrorKind::Invalid,
                               tr("The group is called %1, and %2 was read.").arg(name, before.group));
    return out;
}

std::vector<base::DiffLine> changesOf(const RuleDraft &draft, int around)
{
    return base::lineDiff(draft.before.text, draft.text, around);
}

QByteArray unifiedChangesOf(const RuleDraft &draft)
{
    const RuleHome &home = draft.before.home;
    const QString name = home.kind == RuleHomeKind::File
                             ? home.file
                             : QString(home.sourceName + u'/' + home.nameSpace + u'/' + draft.before.group);
    const QString nothing = QStringLiteral("/dev/null");
    return base::unifiedDiff(draft.before.text, draft.text, draft.before.exists() ? name : nothing,
                             draft.removesAll ? nothing : name);
}

} // namespace wf::engine
