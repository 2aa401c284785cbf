// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/rules/keep/keeping.h"
#include "app/cli/rules/keep/savewords.h"

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

base::Result<engine::RuleDraft> draftOf(KeptRules &kept, const QString &name, const QCommandLineParser &parser)
{
    const auto known = kept.rule(name, parser);
    if (!known)
        return known.error();
    const auto home = kept.chosenHome(kept.homes(*known, (*known)->isOverLogs), parser);
    if (!home)
        return home.error();
    const auto before = kept.load(*home, (*known)->rule.group);
    if (!before)
        return before.error();
    const auto spot = engine::spotOf(*before, (*known)->rule);
    if (!spot)
        return base::makeError(base::ErrorKind::NotFound, u"%1 is not in %2"_s.arg(name, home->title()));
    return engine::draftWithout(*before, *spot);
}

} // namespace

int runRulesDelete(const QStringList &arguments)
{
    QCommandLineParser parser;
    addHomeOptions(parser);
    addSaveOptions(parser);
    parser.addOption({u"dry-run"_s, u"Only show what would change."_s});
    parser.addPositionalArgument(u"rule"_s, u"Name of an alert or recording rule."_s, u"RULE"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor rules delete"_s} + arguments))
        return *code;
    const auto wait = waitOf(parser);
    if (parser.positionalArguments().size() != 1 || !wait) {
        printError(u"Write: watchfloor rules delete RULE [--source NAME] [--group NAME] [--namespace NAME | --file "
                   "PATH] [--force] [--dry-run] [--wait 90s] [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    auto kept = KeptRules::open(parser);
    if (!kept)
        return cannot(kept.error());
    const auto draft = draftOf(**kept, parser.positionalArguments().value(0), parser);
    if (!draft)
        return cannot(draft.error());
    const QString format = parser.value(u"format"_s);
    if (!parser.isSet(u"dry-run"_s))
        return say({toldOf((*kept)->save(*draft, forceOf(parser), *wait))}, format);
    const auto check = (*kept)->check(*draft);
    const int code = say({check ? toldOf(*draft, *check) : toldOf(check.error())}, format);
    return code == ExitWarning ? ExitOk : code;
}

} // namespace wf::app
