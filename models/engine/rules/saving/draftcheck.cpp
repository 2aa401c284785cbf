// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/draftcheck.h"

#include "models/station/rules/check/rulecheck.h"

#include <algorithm>

namespace wf::engine {

using Weight = wire::RuleProblem::Weight;

QString DraftCheck::firstError() const
{
    const auto first = std::ranges::find(problems, Weight::Error, &wire::RuleProblem::weight);
    if (first == problems.end())
        return {};
    const QString who = first->rule.isEmpty() ? first->group : first->rule;
    return QStringLiteral("%1:%2: %3%4")
        .arg(QString::number(first->place.line), QString::number(first->place.column),
             who.isEmpty() ? QString() : QString(who + QStringLiteral(": ")), first->what);
}

DraftCheck checkRuleText(const QByteArray &text, bool isOverLogs)
{
    auto check = station::checkRuleFile({text.constData(), static_cast<std::size_t>(text.size())},
                                        isOverLogs ? station::RuleLanguage::LogQL : station::RuleLanguage::PromQL);
    DraftCheck out;
    out.errors = check.count(Weight::Error);
    out.warnings = check.count(Weight::Warning);
    out.problems = std::move(check.file.problems);
    return out;
}

DraftCheck checkDraft(const RuleDraft &draft)
{
    if (draft.removesAll)
        return {};
    DraftCheck out = checkRuleText(draft.text, draft.before.home.isOverLogs);
    if (!draft.removesRule && !draft.spot.name.empty())
        out.rule = wire::linesOf({draft.text.constData(), static_cast<std::size_t>(draft.text.size())}, draft.spot);
    return out;
}

QByteArray asRuleFile(const RuleText &text)
{
    if (text.home.kind == RuleHomeKind::File || text.text.trimmed().isEmpty())
        return text.text;
    QByteArray out = "groups:\n";
    bool isFirst = true;
    for (const QByteArray &line : text.text.split('\n')) {
        const bool isBare = line.trimmed().isEmpty() || line.startsWith('#') || line.startsWith("---");
        if (isBare)
            out += line.startsWith("---") ? QByteArray() : "  " + line;
        else
            out += (std::exchange(isFirst, false) ? "- " : "  ") + line;
        out += '\n';
    }
    return out;
}

} // namespace wf::engine
