// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/ruleslist.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/common/waiting.h"
#include "app/cli/rules/keep/openrules.h"
#include "app/rules/rulelistreport.h"
#include "models/engine/rules/tree/rulewatch.h"

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

const QString usage = u"Write: watchfloor rules list [TEXT] [--metric NAME] [--state failing|late|firing|pending|"
                      "unknown|fine] [--kind alerting|recording] [--source NAME] [--format table|json|csv]"_s;

std::optional<RuleChoice> choiceOf(const QCommandLineParser &parser)
{
    RuleChoice out;
    out.metric = parser.value(u"metric"_s);
    out.source = parser.value(u"source"_s);
    out.text = parser.positionalArguments().value(0);
    const QString state = parser.value(u"state"_s), kind = parser.value(u"kind"_s);
    out.condition = engine::ruleConditionOf(state);
    if (kind == u"alerting"_s || kind == u"recording"_s)
        out.kind = kind == u"alerting"_s ? signals::RuleKind::Alerting : signals::RuleKind::Recording;
    const bool isWrong = (!state.isEmpty() && !out.condition) || (!kind.isEmpty() && !out.kind) ||
                         parser.positionalArguments().size() > 1 || !isAnswerFormat(parser.value(u"format"_s));
    return isWrong ? std::nullopt : std::optional(out);
}

} // namespace

int runRulesList(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption(
        {u"metric"_s, u"Only rules that this metric can set off, also through recording rules."_s, u"name"_s});
    parser.addOption({u"state"_s, u"failing, late, firing, pending, unknown or fine."_s, u"state"_s});
    parser.addOption({u"kind"_s, u"alerting or recording."_s, u"kind"_s});
    parser.addOption({u"source"_s, u"Only rules of this source."_s, u"name"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"text"_s, u"Part of a name or group."_s, u"[TEXT]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor rules list"_s} + arguments))
        return *code;
    const auto choice = choiceOf(parser);
    if (!choice) {
        printError(usage);
        return ExitUnknown;
    }
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    OpenedForRules opened(*environment, stateDirectoryFor(parser, *environment));
    engine::RuleWatch watch(opened.open.set(), opened.clock, opened.pools);
    watch.refresh();
    const bool isDone = waitFor([&watch] { return watch.isSettled() && watch.snapshot()->asOfNs > 0; });
    const auto rules = chosenRules(*watch.snapshot(), *choice);
    printRows(parser.value(u"format"_s), ruleListTable(rules), ruleListJson(rules));
    if (rules.empty() && watch.snapshot()->sources.empty())
        printError(u"%1 names no source that evaluates rules."_s.arg(environment->name));
    bool isBlind = !isDone;
    for (const auto &source : watch.snapshot()->sources)
        if (source.error && !source.hasNone()) {
            printError(source.error->summary);
            isBlind = true;
        }
    const int code = ruleListExitCode(rules);
    return isBlind && code != ExitCritical ? ExitUnknown : code;
}

} // namespace wf::app
