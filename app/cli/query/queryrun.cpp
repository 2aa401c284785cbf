// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/common/samplesfile.h"
#include "app/cli/query/query.h"
#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/parse/parse.h"

#include <QJsonObject>

#include <optional>

namespace wf::app {

namespace {

using base::nsPerMs;

struct Times {
    bool isRange = false;
    qint64 startMs = 0, endMs = 0, stepMs = 0;
};

std::optional<Times> timesOf(const QCommandLineParser &parser, qint64 newestMs)
{
    const auto timeMs = [&](const char *option) { return sampleTime(parser.value(QLatin1String(option)), newestMs); };
    const bool isRange = parser.isSet(QStringLiteral("start")) || parser.isSet(QStringLiteral("end"));
    if (!isRange) {
        const auto at = parser.isSet(QStringLiteral("at")) ? timeMs("at") : newestMs;
        return at ? std::optional(Times{false, *at, *at, 0}) : std::nullopt;
    }
    const auto start = timeMs("start"), end = parser.isSet(QStringLiteral("end")) ? timeMs("end") : newestMs;
    const auto step = base::parseDuration(parser.value(QStringLiteral("step")));
    if (!start || !end || !step || *step < nsPerMs)
        return std::nullopt;
    return Times{true, *start, *end, *step / nsPerMs};
}

void addOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("samples"),
                      QStringLiteral("Exposition or OpenMetrics text; a series may have samples of several times."),
                      QStringLiteral("file")});
    parser.addOption(
        {QStringLiteral("at"),
         QStringLiteral("Instant query: RFC 3339, Unix seconds, or a duration before the newest sample (1h); "
                        "default: the newest sample."),
         QStringLiteral("time")});
    parser.addOption({QStringLiteral("start"), QStringLiteral("Range query: start."), QStringLiteral("time")});
    parser.addOption({QStringLiteral("end"), QStringLiteral("Range query: end; default: the newest sample."),
                      QStringLiteral("time")});
    parser.addOption({QStringLiteral("step"), QStringLiteral("Range query: step (30s)."), QStringLiteral("duration"),
                      QStringLiteral("1m")});
    parser.addOption({QStringLiteral("lookback"), QStringLiteral("How long a sample stands."),
                      QStringLiteral("duration"), QStringLiteral("5m")});
    parser.addOption({QStringLiteral("format"), QStringLiteral("table, json or csv."), QStringLiteral("format"),
                      QStringLiteral("table")});
    parser.addPositionalArgument(QStringLiteral("expr"), QStringLiteral("PromQL."));
}

void print(const signals::QueryAnswer &answer, const QString &expr, const QString &format)
{
    const bool isInstant = answer.stepMs == 0 && answer.type != signals::ResultType::Matrix;
    if (answer.type == signals::ResultType::String)
        printLine(answer.string);
    else if (format == QLatin1String("json"))
        printJson(QJsonDocument(
            QJsonObject{{QStringLiteral("query"), expr},
                        {QStringLiteral("series"), seriesAsJson(answer)},
                        {QStringLiteral("notes"), QJsonArray::fromStringList(answer.completeness.notes)}}));
    else if (format == QLatin1String("csv"))
        printAsCsv(answer);
    else
        printAsTable(answer, isInstant);
    for (const QString &note : answer.completeness.notes)
        printError(note);
}

int reported(const base::Error &error)
{
    printError(error.summary);
    if (!error.detail.isEmpty())
        printError(error.detail);
    return ExitCritical;
}

} // namespace

int runQueryRun(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (const auto code = readOptions(parser, QStringList{QStringLiteral("watchfloor query run")} + arguments))
        return *code;
    const QString format = parser.value(QStringLiteral("format"));
    if (parser.positionalArguments().size() != 1 || !parser.isSet(QStringLiteral("samples")) ||
        !isAnswerFormat(format)) {
        printError(
            QStringLiteral("Write: watchfloor query run 'EXPR' --samples FILE [--at TIME | --start TIME --end TIME "
                           "--step 30s] [--format table|json|csv]"));
        return ExitUnknown;
    }
    const QString text = parser.positionalArguments().first();
    const std::string utf8 = text.toStdString();
    const auto expr = query::parsePromql(utf8, query::ParseOptions::everything());
    if (!expr)
        return reported(expr.error());
    const qint64 now = base::SystemClock().nowNs() / nsPerMs;
    std::optional<Times> times;
    const auto file = readSamplesFile(parser.value(QStringLiteral("samples")), [&](std::optional<qint64> newest) {
        times = timesOf(parser, newest.value_or(now));
        return times && !times->isRange ? times->endMs : newest.value_or(now);
    });
    if (!file)
        return reported(file.error());
    const auto lookback = base::parseDuration(parser.value(QStringLiteral("lookback")));
    if (!times || !lookback) {
        printError(QStringLiteral("Write times as 2026-05-14T01:14:00Z, Unix seconds or 1h, and durations as 30s."));
        return ExitUnknown;
    }
    query::EvalOptions options;
    options.lookbackMs = *lookback / nsPerMs;
    const auto answer = times->isRange ? query::evaluateRange(**expr, file->samples, times->startMs, times->endMs,
                                                              times->stepMs, options, {})
                                       : query::evaluateInstant(**expr, file->samples, times->endMs, options, {});
    if (!answer)
        return reported(answer.error());
    print(query::toQueryAnswer(*answer, utf8, times->stepMs), text, format);
    return ExitOk;
}

} // namespace wf::app
