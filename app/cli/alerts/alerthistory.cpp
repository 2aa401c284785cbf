// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alerts/alerthistory.h"

#include "app/alerts/historyreport.h"
#include "app/cli/answeroutput.h"
#include "app/cli/environmentchoice.h"
#include "app/cli/opening.h"
#include "app/cli/output.h"
#include "models/store/store.h"

#include <QCoreApplication>
#include <QTimer>

#include <limits>
#include <optional>
#include <variant>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 120'000;

void print(const std::vector<QStringList> &rows, const QString &format)
{
    if (format != u"csv"_s)
        return printTable(rows);
    for (const QStringList &row : rows)
        printLine(csvLine(row));
}

struct Asked {
    base::TimeRange range;
    std::vector<store::AlertSighting> sightings;
    QString filter, format;
    bool wantsCalendar = false;
    qint64 nowNs = 0;
};

std::optional<base::Result<std::vector<store::AlertSighting>>> readAll(const QString &directory, base::TimeRange range,
                                                                       const QString &service, const base::Clock &clock)
{
    store::StoreOptions options;
    options.directory = directory;
    store::Store store(options, clock);
    store::AlertLogFilter filter;
    filter.service = service;
    filter.limit = std::numeric_limits<int>::max();
    std::optional<base::Result<std::vector<store::AlertSighting>>> out;
    const auto request = store.alerts().sightings(range, filter, [&out](auto answer) {
        out = std::move(answer);
        QCoreApplication::quit();
    });
    QTimer::singleShot(longestMs, &store, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    return out;
}

// The code to exit with, or what was asked for.
std::variant<int, Asked> ask(const QString &command, const QStringList &arguments, const QString &since)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"since"_s, u"From when on: a time, or how long ago (%1)."_s.arg(since), u"time"_s, since});
    parser.addOption({u"until"_s, u"Up to when (now)."_s, u"time"_s, u"now"_s});
    parser.addOption({u"service"_s, u"Only alerts of this service."_s, u"name"_s});
    if (command == u"history"_s)
        parser.addOption({u"calendar"_s, u"How many began on each day, in place of the alerts."_s});
    parser.addPositionalArgument(u"filter"_s, u"As on the Alerts page."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor alerts "_s + command} + arguments))
        return *code;
    const auto fail = [](const QString &text) -> std::variant<int, Asked> {
        printError(text);
        return ExitUnknown;
    };
    const base::SystemClock clock;
    Asked out;
    out.nowNs = clock.nowNs();
    out.format = parser.value(u"format"_s);
    out.filter = parser.positionalArguments().join(u' ');
    out.wantsCalendar = command == u"history"_s && parser.isSet(u"calendar"_s);
    const bool isAll = parser.value(u"since"_s) == u"ever"_s;
    const auto from = isAll ? std::optional<qint64>(0) : timeOf(parser.value(u"since"_s), out.nowNs);
    const auto to = timeOf(parser.value(u"until"_s), out.nowNs);
    if (!isAnswerFormat(out.format) || !from || !to || *from > *to)
        return fail(u"Write: watchfloor alerts %1 [FILTER] [--since 7d|2026-05-01T00:00:00Z|ever] [--until now] "
                    "[--service NAME] [--format table|json|csv]"_s.arg(command));
    out.range = {*from, *to};
    const auto environment = chosenEnvironment(parser);
    if (!environment)
        return fail(environment.error().summary + u' ' + environment.error().detail);
    auto read = readAll(stateDirectoryFor(parser, *environment), out.range, parser.value(u"service"_s), clock);
    if (!read || !*read)
        return fail(read ? read->error().summary : u"The ledger did not answer within two minutes."_s);
    out.sightings = std::move(**read);
    return out;
}

// What is filtered; the code to exit with when the filter is not understood.
std::variant<int, std::vector<engine::PastAlert>> filtered(const Asked &asked)
{
    auto alerts = filteredHistory(asked.sightings, asked.filter, asked.nowNs);
    if (alerts)
        return std::move(*alerts);
    printError(alerts.error().summary);
    return ExitUnknown;
}

} // namespace

int runAlertHistory(const QStringList &arguments)
{
    const auto wanted = ask(u"history"_s, arguments, u"7d"_s);
    if (const int *code = std::get_if<int>(&wanted))
        return *code;
    const auto &asked = std::get<Asked>(wanted);
    const auto passed = filtered(asked);
    if (const int *code = std::get_if<int>(&passed))
        return *code;
    const auto &alerts = std::get<std::vector<engine::PastAlert>>(passed);
    if (asked.wantsCalendar) {
        base::TimeRange range = asked.range;
        if (range.startNs == 0)
            range.startNs = alerts.empty() ? range.endNs : alerts.back().startNs;
        const auto days = engine::dayCounts(alerts, range);
        if (asked.format == u"json"_s)
            printJson(QJsonDocument(calendarAsJson(days)));
        else
            print(calendarTable(days), asked.format);
        return ExitOk;
    }
    if (asked.format == u"json"_s)
        printJson(QJsonDocument(historyAsJson(alerts)));
    else
        print(historyTable(alerts), asked.format);
    return ExitOk;
}

int runAlertStatistics(const QStringList &arguments)
{
    const auto wanted = ask(u"stats"_s, arguments, u"30d"_s);
    if (const int *code = std::get_if<int>(&wanted))
        return *code;
    const auto &asked = std::get<Asked>(wanted);
    const auto passed = filtered(asked);
    if (const int *code = std::get_if<int>(&passed))
        return *code;
    const auto &alerts = std::get<std::vector<engine::PastAlert>>(passed);
    const auto weeks = engine::weeksOfServices(alerts);
    const auto rules = engine::ruleHistories(alerts);
    if (asked.format == u"json"_s) {
        printJson(QJsonDocument(statisticsAsJson(weeks, rules)));
        return ExitOk;
    }
    print(weekTable(weeks), asked.format);
    printLine({});
    print(ruleTable(rules), asked.format);
    return ExitOk;
}

} // namespace wf::app
