// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/metrics/metricsquery.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/paths.h"
#include "models/async/jobscope.h"
#include "models/base/duration.h"
#include "models/engine/metrics/metricreader.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace wf::app {

namespace {

void printAsJson(const engine::MetricAnswer &m)
{
    const auto &c = m.answer->completeness;
    printJson(QJsonDocument(QJsonObject{{QStringLiteral("query"), m.expr},
                                        {QStringLiteral("series"), seriesAsJson(*m.answer)},
                                        {QStringLiteral("partial"), c.partial},
                                        {QStringLiteral("truncated"), c.truncated},
                                        {QStringLiteral("notes"), QJsonArray::fromStringList(c.notes)}}));
}

void addOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption({QStringLiteral("start"),
                      QStringLiteral("Start: RFC 3339, Unix seconds, or a duration before now (1h)."),
                      QStringLiteral("time")});
    parser.addOption(
        {QStringLiteral("end"), QStringLiteral("End; default now."), QStringLiteral("time"), QStringLiteral("now")});
    parser.addOption({QStringLiteral("step"), QStringLiteral("Step (30s); chosen from the range when absent."),
                      QStringLiteral("duration")});
    parser.addOption({QStringLiteral("format"), QStringLiteral("table, json or csv."), QStringLiteral("format"),
                      QStringLiteral("table")});
    parser.addPositionalArgument(QStringLiteral("expr"), QStringLiteral("PromQL."));
}

int report(const base::Result<engine::MetricAnswer> &result, const QString &format, bool instant)
{
    if (!result) {
        printError(result.error().summary);
        if (!result.error().detail.isEmpty() && result.error().detail != result.error().summary)
            printError(result.error().detail);
        return ExitCritical;
    }
    if (format == QLatin1String("json"))
        printAsJson(*result);
    else if (format == QLatin1String("csv"))
        printAsCsv(*result->answer);
    else
        printAsTable(*result->answer, instant);
    if (format == QLatin1String("table") && result->answer->series.empty() && result->answer->completeness.isComplete())
        printError(QStringLiteral("The query gives no series."));
    for (const QString &note : result->answer->completeness.notes)
        printError(note);
    for (const auto &failure : result->failures)
        printError(failure.error.summary);
    return result->answer->completeness.isComplete() && result->failures.empty() ? ExitOk : ExitWarning;
}

} // namespace

int runMetricsQuery(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (const auto code = readOptions(parser, QStringList{QStringLiteral("watchfloor metrics query")} + arguments))
        return *code;
    const QString format = parser.value(QStringLiteral("format"));
    if (parser.positionalArguments().size() != 1 || !isAnswerFormat(format)) {
        printError(QStringLiteral("Write: watchfloor metrics query 'EXPR' [--start 1h] [--format table|json|csv]"));
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    const auto end = timeOf(parser.value(QStringLiteral("end")), clock.nowNs());
    const bool instant = !parser.isSet(QStringLiteral("start"));
    const auto start = instant ? end : timeOf(parser.value(QStringLiteral("start")), clock.nowNs());
    const auto step = parser.isSet(QStringLiteral("step")) ? base::parseDuration(parser.value(QStringLiteral("step")))
                                                           : std::optional<qint64>(0);
    if (!start || !end || !step) {
        printError(QStringLiteral("Write times as 2026-05-14T01:14:00Z, Unix seconds or 1h, and steps as 30s."));
        return ExitUnknown;
    }
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(*environment, {clock, pools, secrets.get()});
    engine::MetricReader reader(open.set(), nullptr, clock);
    int code = ExitUnknown;
    const auto callback = [&](const base::Result<engine::MetricAnswer> &result) {
        if (result && !result->final)
            return;
        code = report(result, format, instant);
        QCoreApplication::quit();
    };
    const QString expr = parser.positionalArguments().first();
    const auto request =
        instant ? reader.instant(expr, *end, callback) : reader.range({expr, {*start, *end}, *step, 300}, callback);
    QCoreApplication::exec();
    return code;
}

} // namespace wf::app
