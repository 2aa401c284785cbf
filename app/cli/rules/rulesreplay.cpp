// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/rulesreplay.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/common/waiting.h"
#include "app/cli/rules/keep/openrules.h"
#include "app/rules/replayreport.h"
#include "models/base/duration.h"
#include "models/engine/rules/replay/replayer.h"
#include "models/engine/rules/tree/rulewatch.h"
#include "models/station/rules/check/rulecheck.h"

#include <QFile>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

const QString usage =
    u"Write: watchfloor rules replay FILE [ALERT] | --expr EXPR [--name NAME] [--for 5m] [--keep-firing-for 0s] | "
    "--rule ALERT; with [--days 7] [--interval 1m] [--source NAME] [--format table|json|csv]"_s;

engine::ReplayRule replayRule(const signals::Rule &rule)
{
    return {rule.name, rule.query, {rule.forNs, rule.keepFiringForNs}, rule.labels};
}

// The alerting rules of a file, of that name when one is given. Invalid: broken, or there is none.
base::Result<std::vector<engine::ReplayQuestion>> rulesOf(const QString &path, const QString &name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::NotFound, u"%1 could not be read: %2"_s.arg(path, file.errorString()));
    const QByteArray text = file.read((qint64{4} << 20) + 1);
    const auto check = station::checkRuleFile(wire::view(text));
    for (const auto &problem : check.file.problems)
        if (problem.weight == wire::RuleProblem::Weight::Error)
            return base::makeError(
                base::ErrorKind::Invalid,
                u"%1:%2:%3: %4"_s.arg(path).arg(problem.place.line).arg(problem.place.column).arg(problem.what));
    std::vector<engine::ReplayQuestion> out;
    for (const auto &document : check.file.documents)
        for (const auto &group : document.groups)
            for (const auto &entry : group.rules) {
                const signals::Rule rule = wire::toRule(group, entry, path);
                if (rule.kind != signals::RuleKind::Alerting || (!name.isEmpty() && rule.name != name))
                    continue;
                engine::ReplayQuestion question;
                question.rule = replayRule(rule);
                question.intervalNs = rule.intervalNs;
                out.push_back(std::move(question));
            }
    if (out.empty())
        return base::makeError(base::ErrorKind::Invalid, name.isEmpty() ? u"%1 has no alerting rule"_s.arg(path)
                                                                        : u"%1 has no alert %2"_s.arg(path, name));
    return out;
}

// The rule of that name as a source evaluates it.
base::Result<std::vector<engine::ReplayQuestion>> runningRule(OpenedForRules &opened, const QString &name)
{
    engine::RuleWatch watch(opened.open.set(), opened.clock, opened.pools);
    watch.refresh();
    waitFor([&watch] { return watch.isSettled() && watch.snapshot()->asOfNs > 0; });
    const auto known = watch.snapshot()->alerting(name);
    if (!known)
        return base::makeError(base::ErrorKind::NotFound,
                               u"No source evaluates an alert %1: watchfloor rules list names them."_s.arg(name));
    engine::ReplayQuestion question;
    question.rule = replayRule(known->rule);
    question.intervalNs = known->rule.intervalNs;
    question.source = known->rule.source;
    return std::vector{question};
}

struct Wanted {
    int days = 0;
    std::optional<qint64> forNs, keepNs, intervalNs;
};

std::optional<Wanted> wantedOf(const QCommandLineParser &parser)
{
    Wanted out;
    bool isNumber = false;
    out.days = parser.value(u"days"_s).toInt(&isNumber);
    bool isWrong = !isNumber || out.days < 1 || out.days > 30 || !isAnswerFormat(parser.value(u"format"_s));
    const auto duration = [&](const QString &option) {
        const auto ns = parser.isSet(option) ? base::parseDuration(parser.value(option)) : std::nullopt;
        isWrong |= parser.isSet(option) && !ns;
        return ns;
    };
    out.forNs = duration(u"for"_s);
    out.keepNs = duration(u"keep-firing-for"_s);
    out.intervalNs = duration(u"interval"_s);
    const int ways = (parser.isSet(u"expr"_s) ? 1 : 0) + (parser.isSet(u"rule"_s) ? 1 : 0) +
                     (parser.positionalArguments().isEmpty() ? 0 : 1);
    isWrong |= ways != 1 || parser.positionalArguments().size() > 2;
    return isWrong ? std::nullopt : std::optional(out);
}

base::Result<std::vector<engine::ReplayQuestion>> questionsOf(const QCommandLineParser &parser, OpenedForRules &opened)
{
    if (parser.isSet(u"rule"_s))
        return runningRule(opened, parser.value(u"rule"_s));
    if (!parser.isSet(u"expr"_s))
        return rulesOf(parser.positionalArguments().value(0), parser.positionalArguments().value(1));
    engine::ReplayQuestion question;
    question.rule.name = parser.value(u"name"_s);
    question.rule.expr = parser.value(u"expr"_s);
    return std::vector{question};
}

// The id of the source of that id or name; as it is when there is none, so that the replay says so.
QString sourceId(const sources::SourceSet &set, const QString &wanted)
{
    for (const auto *source : set.all())
        if (source->state().name == wanted)
            return source->state().id;
    return wanted;
}

base::Result<engine::ReplayPtr> replayed(engine::Replayer &replayer, const engine::ReplayQuestion &question)
{
    std::optional<base::Result<engine::ReplayPtr>> said;
    const auto request = replayer.replay(
        question, {[&said](const base::Result<engine::ReplayPtr> &answer) { said.emplace(answer); }, {}});
    if (!waitFor([&said] { return said.has_value(); }))
        return base::makeError(base::ErrorKind::Timeout, u"The past was not answered within ten minutes"_s);
    return *said;
}

} // namespace

int runRulesReplay(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"expr"_s, u"PromQL (LogQL with a --source of logs) of an alert rule."_s, u"expression"_s});
    parser.addOption({u"name"_s, u"What to call it."_s, u"name"_s, u"expression"_s});
    parser.addOption({u"rule"_s, u"An alert as a source evaluates it now."_s, u"name"_s});
    parser.addOption({u"for"_s, u"In place of the rule's own."_s, u"duration"_s});
    parser.addOption({u"keep-firing-for"_s, u"In place of the rule's own."_s, u"duration"_s});
    parser.addOption({u"days"_s, u"How far back, 1 to 30."_s, u"days"_s, u"7"_s});
    parser.addOption({u"interval"_s, u"How often it is evaluated, in place of its group's (1m)."_s, u"duration"_s});
    parser.addOption({u"source"_s, u"Which source to ask; else the first one of metrics."_s, u"name"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"file"_s, u"A rule file, and the alert in it; else all."_s, u"[FILE [ALERT]]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor rules replay"_s} + arguments))
        return *code;
    const auto wanted = wantedOf(parser);
    if (!wanted) {
        printError(usage);
        return ExitUnknown;
    }
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    OpenedForRules opened(*environment, stateDirectoryFor(parser, *environment));
    auto questions = questionsOf(parser, opened);
    if (!questions) {
        printError(questions.error().summary);
        return ExitUnknown;
    }
    engine::Replayer replayer(opened.open.set(), opened.store.alerts(), opened.store.ledger(), opened.clock,
                              opened.pools);
    const QString format = parser.value(u"format"_s);
    QJsonArray all;
    std::vector<QStringList> rows;
    int worst = ExitOk;
    for (auto &question : *questions) {
        question.days = wanted->days;
        question.rule.waits = {wanted->forNs.value_or(question.rule.waits.forNs),
                               wanted->keepNs.value_or(question.rule.waits.keepFiringForNs)};
        question.intervalNs = wanted->intervalNs.value_or(question.intervalNs);
        if (parser.isSet(u"source"_s))
            question.source = sourceId(opened.open.set(), parser.value(u"source"_s));
        const auto replay = replayed(replayer, question);
        if (!replay) {
            printError(QString(question.rule.name + u": "_s + replay.error().summary + u' ' + replay.error().detail)
                           .trimmed());
            worst = ExitUnknown;
            continue;
        }
        worst = std::max(worst, replayExitCode(**replay));
        all.append(replayJson(**replay));
        if (format == u"table"_s)
            for (const QString &line : replayWords(**replay))
                printLine(line);
        const auto table = replayTable(**replay);
        if (format == u"csv"_s) // one head for all
            rows.insert(rows.end(), table.begin() + (rows.empty() ? 0 : 1), table.end());
        else if (format == u"table"_s && !(*replay)->firings.empty())
            printRows(format, table);
    }
    if (format == u"csv"_s)
        printRows(format, rows);
    if (format == u"json"_s)
        printJson(QJsonDocument(all));
    return worst;
}

} // namespace wf::app
