// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tracessearch.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/paths.h"
#include "models/async/jobscope.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/engine/traces/conditionhelp.h"
#include "models/engine/traces/tracesearch.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"
#include "models/station/core/statusfile.h"
#include "models/station/ports/stationtraces.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostTraces = 1500;

void addOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption({u"data"_s, u"A station's folder, instead of an environment."_s, u"folder"_s});
    parser.addOption({u"service"_s, u"Service one of its spans belongs to."_s, u"name"_s});
    parser.addOption({u"operation"_s, u"Operation of that span."_s, u"name"_s});
    parser.addOption({u"tag"_s, u"Tag of that span, as key=value; may be repeated."_s, u"tag"_s});
    parser.addOption({u"min"_s, u"Shortest duration of that span (60ms)."_s, u"duration"_s});
    parser.addOption({u"max"_s, u"Longest duration of that span (5s)."_s, u"duration"_s});
    parser.addOption({u"start"_s, u"Start: RFC 3339, Unix seconds, or a duration before now."_s, u"time"_s, u"1h"_s});
    parser.addOption({u"end"_s, u"End; default now."_s, u"time"_s, u"now"_s});
    parser.addOption({u"limit"_s, u"Traces at most (20)."_s, u"number"_s, u"20"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"condition"_s,
                                 u"What the whole trace must be: 'a calls b', 'a reaches b:operation', 'has a', "
                                 "'error under a', 'share of a > 40%', 'duration of a >= 250ms', 'spans > 100'; "
                                 "joined by and, or, not and parentheses."_s,
                                 u"[CONDITION]"_s);
}

base::Error wrong(const QString &what)
{
    return base::makeError(base::ErrorKind::Invalid, what);
}

std::optional<qint64> durationIn(const QCommandLineParser &parser, const QString &name)
{
    return parser.isSet(name) ? base::parseDuration(parser.value(name)) : std::optional<qint64>(0);
}

base::Result<sources::TraceQuery> queryIn(const QCommandLineParser &parser, qint64 nowNs)
{
    sources::TraceQuery q;
    q.service = parser.value(u"service"_s);
    q.operation = parser.value(u"operation"_s);
    std::vector<base::Labels::Pair> tags;
    for (const QString &tag : parser.values(u"tag"_s)) {
        const auto equals = tag.indexOf(u'=');
        if (equals <= 0)
            return wrong(u"Write tags as key=value."_s);
        tags.emplace_back(tag.left(equals).toStdString(), tag.mid(equals + 1).toStdString());
    }
    q.tags = base::Labels(std::move(tags));
    const auto least = durationIn(parser, u"min"_s);
    const auto most = durationIn(parser, u"max"_s);
    if (!least || !most)
        return wrong(u"Write durations as 60ms or 5s."_s);
    q.minDurationNs = *least;
    q.maxDurationNs = *most;
    const auto start = timeOf(parser.value(u"start"_s), nowNs);
    const auto end = timeOf(parser.value(u"end"_s), nowNs);
    if (!start || !end)
        return wrong(u"Write times as 2026-05-14T01:14:00Z, Unix seconds or 1h."_s);
    q.range = {*start, *end};
    bool isNumber = false;
    q.limit = parser.value(u"limit"_s).toInt(&isNumber);
    if (!isNumber || q.limit < 1 || q.limit > mostTraces)
        return wrong(u"The limit is a number from 1 to %1."_s.arg(mostTraces));
    return q;
}

QString rootOf(const signals::TraceSummary &trace)
{
    return trace.rootService + u' ' + trace.rootOperation;
}

QStringList cellsOf(const engine::TraceHit &hit, const QString &duration)
{
    const auto &trace = hit.summary;
    return {trace.traceId,
            base::isoTime(trace.startNs),
            duration,
            QString::number(trace.spanCount),
            QString::number(trace.errorCount),
            rootOf(trace)};
}

void printHits(const engine::TraceSearchSnapshot &found, const QString &format)
{
    const QStringList heads{u"TRACE"_s, u"START"_s, u"DURATION"_s, u"SPANS"_s, u"ERRORS"_s, u"ROOT"_s};
    if (format == u"csv") {
        printLine(csvLine({u"trace"_s, u"start"_s, u"duration_seconds"_s, u"spans"_s, u"errors"_s, u"root"_s}));
        for (const auto &hit : found.hits)
            printLine(csvLine(cellsOf(
                hit, QString::number(static_cast<double>(hit.summary.durationNs) / base::nsPerSecond, 'g', 12))));
        return;
    }
    std::vector<QStringList> rows{heads};
    for (const auto &hit : found.hits)
        rows.push_back(cellsOf(hit, base::formatValue(static_cast<double>(hit.summary.durationNs) / base::nsPerSecond,
                                                      base::Unit::Seconds)));
    printTable(rows);
}

void printJsonOf(const engine::TraceSearchSnapshot &found)
{
    QJsonArray traces;
    for (const auto &hit : found.hits)
        traces.append(
            QJsonObject{{u"trace"_s, hit.summary.traceId},
                        {u"source"_s, hit.source},
                        {u"start_ns"_s, QString::number(hit.summary.startNs)},
                        {u"duration_seconds"_s, static_cast<double>(hit.summary.durationNs) / base::nsPerSecond},
                        {u"spans"_s, hit.summary.spanCount},
                        {u"errors"_s, hit.summary.errorCount},
                        {u"root_service"_s, hit.summary.rootService},
                        {u"root_operation"_s, hit.summary.rootOperation}});
    printJson(QJsonDocument(QJsonObject{{u"condition"_s, found.condition},
                                        {u"traces"_s, traces},
                                        {u"partial"_s, found.completeness.partial},
                                        {u"truncated"_s, found.completeness.truncated},
                                        {u"notes"_s, QJsonArray::fromStringList(found.completeness.notes)}}));
}

int report(const engine::TraceSearchSnapshot &found, const QString &format)
{
    if (found.error) {
        printError(found.error->summary + u' ' + found.error->detail);
        return ExitCritical;
    }
    if (format == u"json")
        printJsonOf(found);
    else
        printHits(found, format);
    for (const QString &note : found.completeness.notes)
        printError(note);
    return found.completeness.partial ? ExitWarning : ExitOk;
}

int searchIn(const sources::SourceSet &sources, const base::Clock &clock, const sources::TraceQuery &query,
             const QString &condition, const QString &format)
{
    engine::TraceSearch search(sources, nullptr, clock);
    int code = ExitUnknown;
    QObject::connect(
        &search, &engine::TraceSearch::changed, &search,
        [&] {
            if (search.snapshot()->busy)
                return;
            code = report(*search.snapshot(), format);
            QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    search.search(query, condition);
    QCoreApplication::exec();
    return code;
}

int searchStation(const QString &directory, const sources::TraceQuery &query, const QString &condition,
                  const QString &format)
{
    const auto status = station::readStatus(directory);
    if (status && status->ageNs < station::statusFreshNs) {
        printError(
            u"A console has this station open. Search on its Traces screen, close it, or let it answer as Jaeger "
            "(section serve of station.yaml) and name it as a source."_s);
        return ExitUnknown;
    }
    if (!QDir(directory).exists()) {
        printError(u"There is no station in %1."_s.arg(directory));
        return ExitUnknown;
    }
    const base::SystemClock clock;
    async::Pools pools;
    const auto stores = std::make_shared<station::StationStores>(directory, clock, station::StationStores::Notice());
    station::StationTraces traces({clock, pools, u"station"_s, u"Station"_s}, stores);
    sources::SourceSet set;
    set.traces = {&traces};
    return searchIn(set, clock, query, condition, format);
}

} // namespace

int runTracesSearch(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor traces search"_s} + arguments))
        return *code;
    const QString format = parser.value(u"format"_s);
    const base::SystemClock clock;
    const auto query = queryIn(parser, clock.nowNs());
    if (!query || !isAnswerFormat(format) || parser.positionalArguments().size() > 1) {
        printError(query ? u"Write: watchfloor traces search ['CONDITION'] [--format table|json|csv]"_s
                         : query.error().summary);
        return ExitUnknown;
    }
    const QString condition = parser.positionalArguments().value(0);
    if (const auto read = engine::readTraceCondition(condition); !condition.isEmpty() && !read) {
        printError(condition + u": " + read.error().summary);
        return ExitUnknown;
    }
    if (parser.isSet(u"data"_s))
        return searchStation(parser.value(u"data"_s), *query, condition, format);
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(*environment, {clock, pools, secrets.get()});
    if (!open.set().traces.empty())
        return searchIn(open.set(), clock, *query, condition, format);
    return searchStation(QDir(stateDirectoryOf(environment->id)).filePath(u"station"_s), *query, condition, format);
}

} // namespace wf::app
