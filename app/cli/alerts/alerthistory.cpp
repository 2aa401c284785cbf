// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alerts/alerthistory.h"

#include "app/alerts/historyreport.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/engine/history/incidentlog.h"
#include "models/engine/history/seriesreader.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"
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
    std::vector<engine::PastAlert> alerts;
    std::vector<engine::PastIncident> incidents;
    QStringList missing;
    QString filter, format;
    QString by; // stats: "week" or "rule"; empty: both
    bool wantsCalendar = false;
    qint64 nowNs = 0;
};

// Everything that tells of the past: the ledger, and series of metric sources unless only the ledger is wanted.
class Past {
public:
    Past(const sources::Environment &environment, const QString &directory, const base::Clock &clock)
        : m_secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()))),
          m_store({.directory = directory, .auditKey = {}}, clock),
          m_sources(environment, {clock, m_pools, m_secrets.get()}),
          m_place(placeResolver(subjectRules(environment)))
    {
    }
    // The summary of what went wrong; empty: nothing did.
    QString read(Asked &asked, const QString &service, bool onlyLedger)
    {
        store::AlertLogFilter filter;
        filter.service = service;
        filter.limit = std::numeric_limits<int>::max();
        QString problem;
        std::vector<async::Request> requests;
        int open = onlyLedger ? 2 : 3;
        const auto done = [&open] {
            if (--open == 0)
                QCoreApplication::quit();
        };
        engine::SeriesPast series;
        requests.push_back(m_store.alerts().sightings(asked.range, filter, [&](auto answer) {
            if (answer)
                asked.alerts = engine::pastAlerts(*answer);
            else
                problem = answer.error().summary;
            done();
        }));
        requests.push_back(engine::IncidentLog::read(m_store.ledger(), [&](const auto &known) {
            if (known)
                asked.incidents = *known;
            done();
        }));
        const engine::SeriesReader reader(m_sources.set());
        if (!onlyLedger)
            requests.push_back(reader.read(seriesRange(asked), [&](engine::SeriesPast past) {
                series = std::move(past);
                done();
            }));
        QTimer::singleShot(longestMs, &m_store, [] { QCoreApplication::quit(); });
        QCoreApplication::exec();
        if (open > 0)
            return u"The ledger or a source did not answer within two minutes."_s;
        for (auto &told : series.told) {
            if (!service.isEmpty())
                std::erase_if(told.firings, [this, &service](const auto &firing) {
                    return m_place(firing.labels).service != service;
                });
            engine::mergeSeries(asked.alerts, told.firings, told.source, m_place, series.stepNs);
        }
        asked.missing = series.missing;
        return problem;
    }

private:
    // No source keeps more than that; "ever" would ask for half a century.
    static base::TimeRange seriesRange(const Asked &asked)
    {
        return {std::max(asked.range.startNs, asked.range.endNs - 400 * base::nsPerDay), asked.range.endNs};
    }

    async::Pools m_pools;
    std::unique_ptr<net::SecretStore> m_secrets;
    store::Store m_store;
    sources::OpenSources m_sources;
    engine::PlaceResolver m_place;
};

// The code to exit with, or what was asked for.
std::variant<int, Asked> ask(const QString &command, const QStringList &arguments, const QString &since)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"since"_s, u"From when on: a time, or how long ago (%1)."_s.arg(since), u"time"_s, since});
    parser.addOption({u"until"_s, u"Up to when (now)."_s, u"time"_s, u"now"_s});
    parser.addOption({u"service"_s, u"Only alerts of this service."_s, u"name"_s});
    parser.addOption({u"ledger-only"_s, u"Only what consoles of this machine saw: no source is asked for ALERTS."_s});
    if (command == u"history"_s)
        parser.addOption({u"calendar"_s, u"How many began on each day, in place of the alerts."_s});
    else
        parser.addOption({u"by"_s, u"week or rule: one of both tables. csv without it: week."_s, u"what"_s});
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
    if (command == u"stats"_s)
        out.by = parser.value(u"by"_s);
    const bool isBy = out.by.isEmpty() || out.by == u"week"_s || out.by == u"rule"_s;
    if (!isAnswerFormat(out.format) || !from || !to || *from > *to || !isBy)
        return fail(u"Write: watchfloor alerts %1 [FILTER] [--since 7d|2026-05-01T00:00:00Z|ever] [--until now] "
                    "[--service NAME] [--ledger-only] [--format table|json|csv]%2"_s.arg(
                        command, command == u"stats"_s ? u" [--by week|rule]"_s : u" [--calendar]"_s));
    out.range = {*from, *to};
    const auto environment = parser.isSet(u"ledger-only"_s) ? environmentOrSay(parser) : askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    Past past(*environment, stateDirectoryFor(parser, *environment), clock);
    if (const QString problem = past.read(out, parser.value(u"service"_s), parser.isSet(u"ledger-only"_s));
        !problem.isEmpty())
        return fail(problem);
    for (const QString &missing : out.missing)
        printError(missing);
    return out;
}

// What is filtered; the code to exit with when the filter is not understood.
std::variant<int, std::vector<engine::PastAlert>> filtered(const Asked &asked)
{
    auto alerts = filteredHistory(asked.alerts, asked.filter, asked.nowNs);
    if (alerts)
        return std::move(*alerts);
    printError(alerts.error().summary);
    return ExitUnknown;
}

QString nothingKnown(const Asked &asked)
{
    return asked.alerts.empty()
               ? u"Nothing is known of that time: no console kept an alert of it, and no source that "
                 "answered has ALERTS of it."_s
               : u"The filter keeps none of the %1 alerts that are known of that time."_s.arg(asked.alerts.size());
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
    if (alerts.empty())
        printError(nothingKnown(asked));
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
    if (alerts.empty())
        printError(nothingKnown(asked));
    const auto weeks = engine::weeksOfServices(alerts);
    const auto rules = engine::ruleHistories(alerts, engine::verdictsOf(asked.incidents));
    if (asked.format == u"json"_s) {
        printJson(QJsonDocument(statisticsAsJson(weeks, rules)));
        return ExitOk;
    }
    const bool isCsv = asked.format == u"csv"_s; // one table in one file
    if (asked.by != u"rule"_s)
        print(weekTable(weeks), asked.format);
    if (asked.by.isEmpty() && !isCsv)
        printLine({});
    if (asked.by == u"rule"_s || (asked.by.isEmpty() && !isCsv))
        print(ruleTable(rules), asked.format);
    return ExitOk;
}

} // namespace wf::app
