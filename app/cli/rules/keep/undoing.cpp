// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/rules/keep/keeping.h"
#include "app/cli/rules/keep/savewords.h"
#include "models/base/timetext.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

// The home of the newest save that the options leave; nothing: of any.
base::Result<std::optional<engine::RuleHome>> wantedHome(KeptRules &kept, const QCommandLineParser &parser)
{
    const QString source = parser.value(u"source"_s), nameSpace = parser.value(u"namespace"_s);
    const QString file = parser.value(u"file"_s);
    if (source.isEmpty() && nameSpace.isEmpty() && file.isEmpty())
        return std::optional<engine::RuleHome>();
    for (const auto &record : kept.saves()) {
        const engine::RuleHome &home = record.home;
        const bool isIt = (source.isEmpty() || home.source == source || home.sourceName == source) &&
                          (nameSpace.isEmpty() || home.nameSpace == nameSpace) && (file.isEmpty() || home.file == file);
        if (isIt && record.canBeTakenBack())
            return std::optional(home);
    }
    return base::makeError(base::ErrorKind::NotFound, u"Nothing that can be taken back was saved there from here"_s);
}

} // namespace

int runRulesUndo(const QStringList &arguments)
{
    QCommandLineParser parser;
    addHomeOptions(parser);
    addSaveOptions(parser);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor rules undo"_s} + arguments))
        return *code;
    const auto wait = waitOf(parser);
    if (!parser.positionalArguments().isEmpty() || !wait) {
        printError(u"Write: watchfloor rules undo [--source NAME] [--namespace NAME | --file PATH] [--force] "
                   "[--wait 90s] [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    auto kept = KeptRules::open(parser);
    if (!kept)
        return cannot(kept.error());
    const auto home = wantedHome(**kept, parser);
    if (!home)
        return cannot(home.error());
    return say({toldOf((*kept)->undo(*home, forceOf(parser), *wait))}, parser.value(u"format"_s));
}

int runRulesSaves(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor rules saves"_s} + arguments))
        return *code;
    if (!parser.positionalArguments().isEmpty() || !isAnswerFormat(parser.value(u"format"_s))) {
        printError(u"Write: watchfloor rules saves [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    auto kept = KeptRules::open(parser);
    if (!kept)
        return cannot(kept.error());
    std::vector<QStringList> rows{
        {u"TIME"_s, u"WHO"_s, u"WHAT"_s, u"RULE"_s, u"GROUP"_s, u"WHERE"_s, u"BEFORE"_s, u"NOTE"_s}};
    QJsonArray json;
    for (const auto &one : (*kept)->saves()) {
        const QString note = one.isTakenBack ? u"taken back"_s : one.isSettled ? QString() : u"its end is not known"_s;
        const QString time = base::isoTime(one.timeNs - one.timeNs % base::nsPerSecond);
        rows.push_back({time, one.actor, one.what, one.rule, one.group, one.home.title(), one.backup, note});
        json.append(QJsonObject{{u"id"_s, one.id},
                                {u"time"_s, time},
                                {u"actor"_s, one.actor},
                                {u"what"_s, one.what},
                                {u"rule"_s, one.rule},
                                {u"group"_s, one.group},
                                {u"home"_s, one.home.title()},
                                {u"source"_s, one.home.source},
                                {u"before"_s, one.backup},
                                {u"settled"_s, one.isSettled},
                                {u"taken_back"_s, one.isTakenBack}});
    }
    printRows(parser.value(u"format"_s), rows, json);
    return ExitOk;
}

} // namespace wf::app
