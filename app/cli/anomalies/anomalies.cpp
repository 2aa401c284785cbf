// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/anomalies/anomalies.h"

#include "app/anomalies/anomalyreport.h"
#include "app/cli/anomalies/askanomalies.h"
#include "app/cli/anomalies/keptmodels.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/foresight/exportrules.h"
#include "models/base/duration.h"
#include "models/base/recurrence/clockchange.h"
#include "models/base/timetext.h"
#include "models/engine/anomalies/feedback/feedbackbook.h"

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

const QString usage =
    u"Write: watchfloor anomalies [list | explain ID | train [--lstm] [--share PROCESSORS] | versions | "
    "roll-back SERIES|--all | feedback ID real|not-real|weekly|undo | export-rules] "
    "[--metric TEXT] [--severity critical|warning|info] [--since 6h] [--history 4d] [--format table|json|csv]"_s;

struct Wish {
    QString command;
    QStringList words;
    QString format;
    AnomalyFilter filter;
    AnomalyQuestion question;
};

void print(const std::vector<QStringList> &rows, const QString &format)
{
    QJsonArray json;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        QJsonObject one;
        for (qsizetype c = 0; c < rows[r].size(); ++c)
            one.insert(rows.front()[c].toLower(), rows[r][c]);
        json.append(one);
    }
    printRows(format, rows, json);
}

// What could not be asked may hide the worst.
int codeWith(int code, const AskedAnomalies &asked)
{
    if (asked.anomalies->error)
        printError(asked.anomalies->error->summary);
    if (const QString unknown = asked.anomalies->notYetKnown(); !unknown.isEmpty())
        printError(unknown);
    if (const QString note = base::clockNoteOfHours(QTimeZone::systemTimeZone(), base::SystemClock().nowNs());
        !note.isEmpty())
        printError(note);
    const bool isBlind = asked.anomalies->error || asked.anomalies->series.empty();
    return isBlind && code != ExitCritical ? ExitUnknown : code;
}

int list(const Wish &wish, const AskedAnomalies &asked)
{
    const auto runs = filteredRuns(*asked.anomalies, wish.filter);
    if (wish.format == u"json"_s)
        printJson(QJsonDocument(anomaliesAsJson(runs)));
    else
        print(anomalyTable(runs), wish.format);
    if (asked.anomalies->series.empty() && !asked.anomalies->error)
        printError(u"No source has a metric that is watched: requests, errors, durations, pools, machines."_s);
    return codeWith(anomalyExitCode(runs), asked);
}

int explain(const Wish &wish, const AskedAnomalies &asked)
{
    const auto run = runNamed(*asked.anomalies, wish.words.value(0));
    if (!run) {
        printError(u"No anomaly %1 was seen since %2: watchfloor anomalies list names them."_s.arg(
            wish.words.value(0), base::humanDuration(wish.question.lookNs)));
        return ExitUnknown;
    }
    if (wish.format == u"json"_s) {
        printJson(QJsonDocument(anomalyAsJson(*run)));
    } else {
        print(anomalyFacts(*run, *asked.anomalies), wish.format);
        printLine({});
        print(anomalyVotes(*run), wish.format);
    }
    return codeWith(anomalyExitCode({run}), asked);
}

int train(const Wish &wish, const AskedAnomalies &asked)
{
    std::vector<QStringList> rows{{u"SERIES"_s, u"SAMPLES"_s, u"SINCE"_s, u"VERSIONS"_s, u"DRIFT"_s, u"PRECISION"_s}};
    for (const engine::SeriesState &s : asked.anomalies->series)
        rows.push_back({s.of->title(), QString::number(s.samples), base::isoTime(s.firstNs),
                        QString::number(s.versions.size()), QString::number(s.drift, 'f', 2),
                        s.precision ? QString::number(*s.precision, 'f', 2) : QString()});
    print(rows, wish.format);
    return codeWith(ExitOk, asked);
}

int rollBack(const Wish &wish, const QString &stateDirectory)
{
    const auto said = rollBackKept(stateDirectory, wish.words.value(0));
    if (!said) {
        printError(said.error().summary);
        return ExitUnknown;
    }
    printLine(*said);
    return ExitOk;
}

int versions(const Wish &wish, const QString &stateDirectory)
{
    const auto rows = keptVersions(stateDirectory, wish.filter.metric);
    print(rows, wish.format);
    if (rows.size() == 1)
        printError(u"No trained models are kept yet: watchfloor anomalies train makes them."_s);
    return rows.size() > 1 ? ExitOk : ExitUnknown;
}

int feedback(const Wish &wish, const sources::Environment &environment, const QString &stateDirectory)
{
    const QString word = wish.words.value(1);
    const auto kind = engine::feedbackNamed(word);
    if (!kind && word != u"undo"_s) {
        printError(usage);
        return ExitUnknown;
    }
    const auto said = sayOfAnomaly(environment, stateDirectory, wish.question, wish.words.value(0), kind);
    if (!said) {
        printError(said.error().summary);
        return ExitUnknown;
    }
    printLine(*said);
    return ExitOk;
}

std::optional<Wish> wishOf(const QCommandLineParser &parser, const QString &command)
{
    Wish wish;
    wish.command = command;
    wish.words = parser.positionalArguments();
    wish.format = parser.value(u"format"_s);
    wish.filter.metric = parser.value(u"metric"_s);
    const auto since = base::parseDuration(parser.value(u"since"_s));
    const auto history = base::parseDuration(parser.value(u"history"_s));
    const QString severity = parser.value(u"severity"_s);
    const QStringList known{u"critical"_s, u"warning"_s, u"info"_s};
    const qsizetype level = known.indexOf(severity);
    const bool isOfAll = command == u"roll-back"_s && parser.isSet(u"all"_s);
    const bool isOfOne = command == u"explain"_s || (command == u"roll-back"_s && !isOfAll);
    const qsizetype words = isOfOne ? 1 : command == u"feedback"_s ? 2 : 0;
    if (!since || !history || *since <= 0 || *history > 90 * base::nsPerDay || *since > 90 * base::nsPerDay ||
        !isAnswerFormat(wish.format) || (level < 0 && !severity.isEmpty()) || wish.words.size() != words)
        return std::nullopt;
    if (level >= 0)
        wish.filter.atLeast = static_cast<signals::Severity>(level);
    wish.question.lookNs = *since;
    wish.question.historyNs = std::max(*history, *since);
    wish.question.withSequences = parser.isSet(u"lstm"_s);
    if (parser.isSet(u"share"_s)) {
        bool isNumber = false;
        wish.question.processors = parser.value(u"share"_s).toDouble(&isNumber);
        if (!isNumber || !(wish.question.processors >= 0.01) || wish.question.processors > 1024)
            return std::nullopt;
    }
    return wish;
}

} // namespace

int runAnomalies(const QStringList &arguments)
{
    if (arguments.value(0) == u"export-rules"_s)
        return runExportAnomalyRules(arguments.mid(1));
    const QStringList commands{u"list"_s, u"explain"_s, u"train"_s, u"versions"_s, u"roll-back"_s, u"feedback"_s};
    const bool isNamed = commands.contains(arguments.value(0));
    const QString command = isNamed ? arguments.front() : commands.front();
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"metric"_s, u"Only series whose title or metric contains this."_s, u"text"_s});
    parser.addOption({u"severity"_s, u"critical, warning or info: at least that."_s, u"severity"_s});
    parser.addOption({u"since"_s, u"Also those that ended since (a duration)."_s, u"duration"_s, u"6h"_s});
    parser.addOption({u"history"_s, u"How much of the past is learned first."_s, u"duration"_s,
                      command == u"train"_s ? u"7d"_s : u"4d"_s});
    parser.addOption({u"lstm"_s, u"train: an LSTM too, here and from then on; slow."_s});
    parser.addOption(
        {u"share"_s, u"How many processors learning may use at most: 0.25, 1, 2 …; else all."_s, u"processors"_s});
    parser.addOption({u"all"_s, u"roll-back: of all series."_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"what"_s,
                                 u"explain, feedback: an anomaly, by its ID or its series; roll-back: a series."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor anomalies"_s} + arguments.mid(isNamed ? 1 : 0)))
        return *code;
    auto wish = wishOf(parser, command);
    if (!wish) {
        printError(usage);
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const QString state = stateDirectoryFor(parser, *environment);
    if (command == u"versions"_s)
        return versions(*wish, state);
    if (command == u"roll-back"_s)
        return rollBack(*wish, state);
    if (command == u"feedback"_s)
        return feedback(*wish, *environment, state);
    const base::SystemClock clock;
    wish->filter.sinceNs = clock.nowNs() - wish->question.lookNs;
    const AskedAnomalies asked = askAnomalies(*environment, state, wish->question, command == u"train"_s);
    if (command == u"explain"_s)
        return explain(*wish, asked);
    return command == u"train"_s ? train(*wish, asked) : list(*wish, asked);
}

} // namespace wf::app
