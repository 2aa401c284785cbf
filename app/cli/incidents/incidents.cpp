// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidents.h"

#include "app/alerts/alertreport.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/askedincidents.h"
#include "app/cli/incidents/incidentbundle.h"
#include "app/cli/incidents/incidentcommand.h"
#include "app/cli/incidents/incidentdeeds.h"
#include "app/cli/incidents/incidentmemory.h"
#include "app/cli/incidents/incidentreview.h"
#include "app/cli/incidents/incidentstats.h"
#include "app/cli/incidents/incidenttimeline.h"
#include "app/cli/incidents/incidentwindow.h"
#include "app/incidents/causereport.h"
#include "app/incidents/incidentreport.h"

namespace wf::app {

namespace {

void print(const std::vector<QStringList> &rows, const QString &format)
{
    if (format != QLatin1String("csv"))
        return printTable(rows);
    for (const QStringList &row : rows)
        printLine(csvLine(row));
}

std::vector<CommandHelp> commands()
{
    return {{QStringLiteral("[list]"), QStringLiteral("open incidents and those closed within a day")},
            {QStringLiteral("show ID"), QStringLiteral("one with its facts, suspected causes and alerts")},
            {QStringLiteral("ack ID, assign ID --to NAME"), QStringLiteral("take it, or give it to somebody")},
            {QStringLiteral("note ID TEXT, attach ID"), QStringLiteral("write something down, keep something with it")},
            {QStringLiteral("resolve ID --outcome WORD"), QStringLiteral("say what it was: real, noise or healed")},
            {QStringLiteral("escalate ID"), QStringLiteral("tell the next step now, or --to somebody")},
            {QStringLiteral("split ID FINGERPRINT…, merge ID ID"),
             QStringLiteral("what does not, and what does belong together")},
            {QStringLiteral("similar ID"), QStringLiteral("what was like it, how it ended and what helped")},
            {QStringLiteral("timeline ID, review ID"),
             QStringLiteral("what happened; the draft of a review, --format md|pdf|html")},
            {QStringLiteral("handover"), QStringLiteral("all that is open, for who comes next")},
            {QStringLiteral("bundle ID --out FILE"),
             QStringLiteral("all that belongs to it in one file; --mask, --preview")},
            {QStringLiteral("stats"), QStringLiteral("how many by week and service, how fast somebody came; --since")},
            {QStringLiteral("window [SPAN]"), QStringLiteral("how far apart alerts of one incident may begin")}};
}

int show(AskedIncidents &asked, const engine::Incident &incident, const QString &format)
{
    const auto causes = asked.causesOf(incident.number);
    if (format == QLatin1String("json")) {
        QJsonObject json = incidentAsJson(incident);
        if (causes)
            json.insert(QStringLiteral("causes"), causesAsJson(*causes));
        printJson(QJsonDocument(json));
    } else if (format == QLatin1String("csv")) {
        print(incidentAlerts(incident), format); // one table in one file; JSON has all of it
    } else {
        print(incidentFacts(incident), format);
        printLine({});
        if (causes) {
            print(causeTable(*causes), format);
            printLine({});
        }
        print(incidentAlerts(incident), format);
    }
    for (const QString &missing : causes ? causes->missing : QStringList())
        printError(missing);
    engine::IncidentSnapshot one;
    if (incident.isOpen())
        one.open.push_back(std::make_shared<const engine::Incident>(incident));
    return incidentExitCode(one);
}

// What could not be asked may hide the worst.
int codeWith(int code, const engine::AlertSnapshot &alerts)
{
    const QStringList missing = unansweredSources(alerts);
    for (const QString &line : missing)
        printError(line);
    return !missing.isEmpty() && code != ExitCritical ? ExitUnknown : code;
}

} // namespace

int runIncidents(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    if (first == QLatin1String("bundle"))
        return runIncidentBundle(arguments.mid(1));
    if (isIncidentDeed(first))
        return runIncidentDeed(first, arguments.mid(1));
    if (first == QLatin1String("review"))
        return runIncidentReview(arguments.mid(1));
    if (first == QLatin1String("window"))
        return runIncidentWindow(arguments.mid(1));
    if (first == QLatin1String("stats"))
        return runIncidentStatistics(arguments.mid(1));
    if (isIncidentMemory(first))
        return runIncidentMemory(first, arguments.mid(1));
    if (isIncidentStory(first))
        return runIncidentStory(first, arguments.mid(1));
    if (asksForHelp(first)) {
        printCommands(QStringLiteral("watchfloor incidents"), commands());
        return ExitOk;
    }
    const bool isShow = first == QLatin1String("show");
    const bool named = isShow || first == QLatin1String("list");
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({QStringLiteral("format"), QStringLiteral("table, json or csv."), QStringLiteral("format"),
                      QStringLiteral("table")});
    parser.addPositionalArgument(QStringLiteral("what"), QStringLiteral("show: an incident, INC-12 or 12."));
    if (const auto code =
            readOptions(parser, QStringList{QStringLiteral("watchfloor incidents")} + arguments.mid(named ? 1 : 0)))
        return *code;
    const QString format = parser.value(QStringLiteral("format"));
    const QStringList words = parser.positionalArguments();
    if (!isAnswerFormat(format) || words.size() != (isShow ? 1 : 0)) {
        printError(QStringLiteral(
            "Write: watchfloor incidents [list | show ID | ack ID | assign ID | note ID | resolve ID | escalate ID | "
            "split ID | merge ID ID | attach ID | similar ID | timeline ID | review ID | handover | bundle ID | stats "
            "| window] "
            "[--format table|json|csv]"));
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    AskedIncidents asked(*environment, stateDirectoryFor(parser, *environment), clock, loginName());
    asked.askOnce();
    const auto alerts = asked.alerts().snapshot();
    const auto incidents = asked.incidents().snapshot();
    if (alerts->sources.empty()) {
        if (!environment->hasStation) // what is missing of a station was said
            printError(QStringLiteral("%1 names no source of alerts.").arg(environment->name));
        return ExitUnknown;
    }
    if (isShow) {
        const auto *incident = incidents->find(incidentNumber(words.front()));
        return incident ? codeWith(show(asked, *incident, format), *alerts)
                        : refuse(noSuchIncident(words.front(), *alerts));
    }
    if (format == QLatin1String("json"))
        printJson(QJsonDocument(incidentsAsJson(*incidents)));
    else
        print(incidentTable(*incidents), format);
    return codeWith(incidentExitCode(*incidents), *alerts);
}

} // namespace wf::app
