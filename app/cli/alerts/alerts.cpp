// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alerts/alerts.h"

#include "app/alerts/alertreport.h"
#include "app/cli/alerts/alertdeeds.h"
#include "app/cli/alerts/alerthistory.h"
#include "app/cli/alerts/askalerts.h"
#include "app/cli/alerts/importevents.h"
#include "app/cli/alerts/maintenance.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"

#include <algorithm>

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
    return {{QStringLiteral("[list] [FILTER]"), QStringLiteral("what fires now, of all sources")},
            {QStringLiteral("show FINGERPRINT|NAME"), QStringLiteral("all that is known of one alert")},
            {QStringLiteral("ack NAME…"), QStringLiteral("acknowledge, once and for certain; --for, --note, --filter")},
            {QStringLiteral("silence LABEL=VALUE…"), QStringLiteral("silence what has these labels; --for, --note")},
            {QStringLiteral("history [FILTER]"), QStringLiteral("every alert ever seen; --since, --calendar")},
            {QStringLiteral("stats [--since SPAN]"),
             QStringLiteral("how many fire now; with --since MTTD, MTTA, MTTR by week, and rules that are noise")},
            {QStringLiteral("maintenance"), QStringLiteral("windows in which alerts are expected: list, add, remove")},
            {QStringLiteral("import-events FILE…"),
             QStringLiteral("what Alertmanager's event recorder wrote, into the history")}};
}

// One alert by its fingerprint, or by its name when that is unambiguous.
int show(const AlertReport &report, const engine::AlertSnapshot &snapshot, const QString &wanted, const QString &format)
{
    std::vector<quint32> found;
    for (const quint32 row : report.rows) {
        const auto &alert = report.index->alert(row).alert;
        if (alert.fingerprint == wanted || alert.name() == wanted)
            found.push_back(row);
    }
    if (found.size() != 1) {
        printError(found.empty()
                       ? noSuchAlert(wanted, snapshot)
                       : QStringLiteral("%1 fires %2 times: name one by its fingerprint (alerts list --format json).")
                             .arg(wanted)
                             .arg(found.size()));
        return ExitUnknown;
    }
    const AlertReport one{report.index, found, report.nowNs};
    if (format == QLatin1String("json"))
        printJson(QJsonDocument(alertsAsJson(one)));
    else
        print(alertDetails(report.index->alert(found.front()), report.nowNs), format);
    return alertExitCode(one);
}

int answer(const QString &what, const QStringList &words, const AlertReport &report,
           const engine::AlertSnapshot &snapshot, const QString &format)
{
    if (what == QLatin1String("show"))
        return show(report, snapshot, words.value(0), format);
    if (what == QLatin1String("stats"))
        printRows(format, alertCounts(report));
    else if (format == QLatin1String("json"))
        printJson(QJsonDocument(alertsAsJson(report)));
    else
        print(alertTable(report), format);
    return alertExitCode(report);
}

} // namespace

int runAlerts(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    if (first == QLatin1String("ack") || first == QLatin1String("silence"))
        return runAlertDeed(first, arguments.mid(1));
    if (first == QLatin1String("maintenance"))
        return runMaintenance(arguments.mid(1));
    if (arguments.value(0) == QLatin1String("import-events"))
        return runImportEvents(arguments.mid(1));
    if (first == QLatin1String("history"))
        return runAlertHistory(arguments.mid(1));
    if (asksForHelp(first)) {
        printCommands(QStringLiteral("watchfloor alerts"), commands());
        return ExitOk;
    }
    const bool isOfPast = std::any_of(arguments.begin(), arguments.end(), [](const QString &word) {
        return word.startsWith(QLatin1String("--since")) || asksForHelp(word);
    });
    if (first == QLatin1String("stats") && isOfPast)
        return runAlertStatistics(arguments.mid(1));
    const bool named =
        first == QLatin1String("list") || first == QLatin1String("show") || first == QLatin1String("stats");
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({QStringLiteral("format"), QStringLiteral("table, json or csv."), QStringLiteral("format"),
                      QStringLiteral("table")});
    parser.addPositionalArgument(
        QStringLiteral("what"), QStringLiteral("list: a filter as on the Alerts page. show: a fingerprint or a name."));
    if (const auto code =
            readOptions(parser, QStringList{QStringLiteral("watchfloor alerts")} + arguments.mid(named ? 1 : 0)))
        return *code;
    const QString format = parser.value(QStringLiteral("format"));
    const QStringList words = parser.positionalArguments();
    const bool isUnknown = !named && !first.isEmpty() && !first.startsWith(u'-'); // a filter that hides all says 0
    const bool needsName = first == QLatin1String("show") && words.size() != 1;
    if (!isAnswerFormat(format) || needsName || isUnknown) {
        printError(QStringLiteral("Write: watchfloor alerts [list [FILTER] | show FINGERPRINT | stats [--since 30d] | "
                                  "history [FILTER] | ack NAME… | silence LABEL=VALUE…] [--format table|json|csv]"));
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    const auto snapshot = askAlertsOnce(*environment, clock);
    const bool isList = first != QLatin1String("show");
    const auto report = reportAlerts(snapshot, isList ? words.join(u' ') : QString(), clock.nowNs());
    if (!report) {
        printError(report.error().summary);
        return ExitUnknown;
    }
    if (snapshot->sources.empty()) {
        if (!environment->hasStation) // what is missing of a station was said
            printError(QStringLiteral("%1 names no source of alerts.").arg(environment->name));
        return ExitUnknown;
    }
    const int code = answer(first, words, *report, *snapshot, format);
    // What could not be asked may hide the worst.
    const QStringList missing = unansweredSources(*snapshot);
    if (isList || code != ExitUnknown) // else it was said
        for (const QString &line : missing)
            printError(line);
    return !missing.isEmpty() && code != ExitCritical ? ExitUnknown : code;
}

} // namespace wf::app
