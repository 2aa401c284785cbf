// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/savedrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleSighting", text);
}

struct Wanted {
    QString group;
    wire::RuleEntry entry;
};

// Rules the server should have: the one in question, or all.
std::vector<Wanted> wantedRules(const RuleDraft &draft)
{
    const QByteArray &text = draft.removesRule ? draft.before.text : draft.text;
    const wire::RuleFile file = wire::readRuleFile({text.constData(), static_cast<std::size_t>(text.size())});
    std::vector<Wanted> out;
    if (!draft.spot.name.empty()) {
        if (const wire::RuleEntry *entry = wire::findRule(file, draft.spot))
            out.push_back({wire::toQString(draft.spot.group), *entry});
        return out;
    }
    for (const auto &document : file.documents)
        for (const auto &group : document.groups)
            for (const auto &entry : group.rules)
                out.push_back({wire::toQString(group.name.text), entry});
    return out;
}

bool isSameRule(const Wanted &wanted, const signals::Rule &rule, bool isOverLogs)
{
    return wanted.entry.forNs == rule.forNs && wanted.entry.keepFiringForNs == rule.keepFiringForNs &&
           sameExpression(wire::toQString(wanted.entry.expr.text), rule.query, isOverLogs);
}

// Worst first.
int rank(RuleSeen seen)
{
    switch (seen) {
    case RuleSeen::Missing:
        return 0;
    case RuleSeen::Failing:
        return 1;
    case RuleSeen::Waiting:
        return 2;
    default:
        return 3;
    }
}

RuleSighting sightOne(const Wanted &wanted, const RuleHome &home, const std::vector<signals::Rule> &evaluated)
{
    const QString name = wire::toQString(wanted.entry.name.text);
    bool isThere = false;
    for (const signals::Rule &rule : evaluated) {
        if (rule.kind != wanted.entry.kind || rule.name != name || rule.group != wanted.group)
            continue;
        if (home.kind != RuleHomeKind::File && rule.file != home.nameSpace)
            continue;
        isThere = true;
        if (!isSameRule(wanted, rule, home.isOverLogs))
            continue;
        if (rule.health == "err"_L1)
            return {RuleSeen::Failing, tr("%1 has it, and its evaluation of %2 fails.").arg(home.sourceName, name),
                    rule.lastError};
        if (rule.health == "ok"_L1)
            return {RuleSeen::Fine, tr("%1 evaluates %2.").arg(home.sourceName, name), {}};
        return {RuleSeen::Waiting, tr("%1 has %2, and has not evaluated it yet.").arg(home.sourceName, name), {}};
    }
    return {RuleSeen::Missing,
            isThere ? tr("%1 still evaluates %2 as it was.").arg(home.sourceName, name)
                    : tr("%1 does not evaluate %2.").arg(home.sourceName, name),
            {}};
}

RuleSighting sightGone(const Wanted &wanted, const RuleHome &home, const std::vector<signals::Rule> &evaluated)
{
    const QString name = wire::toQString(wanted.entry.name.text);
    const bool isThere = sightOne(wanted, home, evaluated).seen != RuleSeen::Missing;
    return isThere ? RuleSighting{RuleSeen::Missing, tr("%1 still evaluates %2.").arg(home.sourceName, name), {}}
                   : RuleSighting{RuleSeen::Gone, tr("%1 evaluates %2 no more.").arg(home.sourceName, name), {}};
}

} // namespace

QString ruleSeenName(RuleSeen seen)
{
    switch (seen) {
    case RuleSeen::Fine:
        return u"fine"_s;
    case RuleSeen::Failing:
        return u"failing"_s;
    case RuleSeen::Waiting:
        return u"waiting"_s;
    case RuleSeen::Gone:
        return u"gone"_s;
    case RuleSeen::Missing:
        return u"missing"_s;
    case RuleSeen::LoadFailed:
        return u"load-failed"_s;
    case RuleSeen::NotAsked:
        break;
    }
    return u"not-asked"_s;
}

RuleSighting sightingOf(const RuleDraft &draft, const std::vector<signals::Rule> &evaluated)
{
    const RuleHome &home = draft.before.home;
    std::vector<RuleSighting> all;
    RuleDraft asked = draft;
    if (draft.removesAll) // every rule of what was there
        asked.removesRule = true;
    for (const Wanted &wanted : wantedRules(asked))
        all.push_back(asked.removesRule ? sightGone(wanted, home, evaluated) : sightOne(wanted, home, evaluated));
    if (all.empty())
        return {RuleSeen::Gone, tr("There is no rule to be evaluated."), {}};
    const auto worst = std::ranges::min_element(all, {}, [](const auto &one) { return rank(one.seen); });
    if (all.size() > 1 && worst->isFine())
        return {worst->seen,
                asked.removesRule ? tr("%1 evaluates none of them any more.").arg(home.sourceName)
                                  : tr("%1 evaluates all of them.").arg(home.sourceName),
                {}};
    return *worst;
}

} // namespace wf::engine
