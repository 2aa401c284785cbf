// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/ports/stationlogs.h"

#include "models/base/duration.h"
#include "models/query/logql/logql.h"
#include "models/station/ports/stationtail.h"
#include "models/wire/loki/loki.h"

#include <QCoreApplication>

#include <set>

namespace wf::station {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Station", text);
}

base::Result<query::LogqlExpr> parsed(const QString &expr)
{
    auto tree = query::parseLogql(expr.toStdString());
    if (tree)
        return tree;
    base::Error error = tree.error();
    error.kind = base::ErrorKind::BadRequest; // as a server would call it
    return error;
}

base::Result<signals::QueryAnswer> metric(const QString &expr, base::TimeRange ends, qint64 stepNs,
                                          const query::LineReader &lines, std::stop_token stop)
{
    const auto tree = parsed(expr);
    if (!tree)
        return tree.error();
    query::LogMetricQuery question;
    question.startNs = ends.startNs;
    question.endNs = ends.endNs;
    question.stepNs = std::max(stepNs, base::nsPerMs);
    return query::evaluateLogMetric(*tree, question, lines, stop);
}

// Lines a parser stumbles over fail a metric query as a whole; without them it can be answered.
base::Result<signals::LogVolume> volumeOf(const QString &expr, base::TimeRange range, qint64 stepNs,
                                          const query::LineReader &lines, std::stop_token stop)
{
    const qint64 buckets = std::max<qint64>(1, (range.lengthNs() + stepNs - 1) / stepNs);
    const base::TimeRange ends{range.startNs + stepNs, range.startNs + buckets * stepNs};
    const auto count = [&](const QString &counted) {
        return metric(QStringLiteral("sum by (detected_level) (count_over_time(%1 [%2]))")
                          .arg(counted, base::promDuration(stepNs)),
                      ends, stepNs, lines, stop);
    };
    auto answer = count(expr);
    const bool isStumbling = !answer && answer.error().summary.contains(QLatin1String("pipeline error"));
    if (isStumbling)
        answer = count(expr + QStringLiteral(" | __error__=\"\""));
    if (!answer)
        return answer.error();
    signals::LogVolume volume = wire::loki::toVolume(*answer, range, stepNs);
    if (isStumbling) {
        volume.completeness.partial = true;
        volume.completeness.notes << say("Lines that could not be parsed are not counted.");
    }
    return volume;
}

QStringList sorted(const std::set<std::string> &values)
{
    QStringList texts;
    for (const std::string &value : values)
        texts << QString::fromStdString(value);
    return texts;
}

template<class T>
base::Result<T> unsupported()
{
    return base::makeError(base::ErrorKind::Unsupported, say("The station leaves this to the console."));
}

} // namespace

StationLogs::StationLogs(const PortContext &context, LogShelf shelf, QObject *parent)
    : StationPort(context, QStringLiteral("logs"), signals::SourceKind::Logs, parent),
      m_shelf(std::move(shelf)),
      m_pools(context.pools)
{
}

async::Request StationLogs::query(const sources::LogQuery &query, sources::Reply<signals::LogAnswer> reply)
{
    return ask<signals::LogAnswer>(
        [lines = m_shelf.lines, query](std::stop_token stop) -> base::Result<signals::LogAnswer> {
            const auto tree = parsed(query.expr);
            if (!tree)
                return tree.error();
            const bool isForward = query.direction == sources::LogDirection::Forward;
            return query::evaluateLogs(*tree,
                                       {query.range.startNs, query.range.endNs,
                                        isForward ? query::LineOrder::Forward : query::LineOrder::Backward,
                                        query.limit},
                                       *lines, stop);
        },
        std::move(reply),
        [this](const signals::LogAnswer &answer) {
            for (const auto &line : answer.lines)
                port().noteDatum(line.timeNs);
        });
}

async::Request StationLogs::volume(const QString &expr, base::TimeRange range, qint64 stepNs,
                                   sources::Reply<signals::LogVolume> reply)
{
    return ask<signals::LogVolume>([lines = m_shelf.lines, expr, range, stepNs = std::max(stepNs, base::nsPerSecond)](
                                       std::stop_token stop) { return volumeOf(expr, range, stepNs, *lines, stop); },
                                   std::move(reply));
}

async::Request StationLogs::queryRange(const sources::RangeQuery &query, sources::Reply<signals::QueryAnswerPtr> reply)
{
    return ask<signals::QueryAnswerPtr>(
        [lines = m_shelf.lines, query](std::stop_token stop) -> base::Result<signals::QueryAnswerPtr> {
            auto answer = metric(query.expr, query.range, query.stepNs, *lines, stop);
            if (!answer)
                return answer.error();
            return std::make_shared<const signals::QueryAnswer>(std::move(*answer));
        },
        std::move(reply));
}

async::Request StationLogs::labelNames(base::TimeRange range, sources::Reply<QStringList> reply)
{
    return ask<QStringList>(
        [streams = m_shelf.streams, range](std::stop_token stop) -> base::Result<QStringList> {
            const auto found = streams(range, stop);
            if (!found)
                return found.error();
            std::set<std::string> names;
            for (const auto &labels : *found)
                for (const auto &[name, value] : labels)
                    names.insert(name);
            return sorted(names);
        },
        std::move(reply));
}

async::Request StationLogs::labelValues(const QString &label, const QString &selector, base::TimeRange range,
                                        sources::Reply<QStringList> reply)
{
    return ask<QStringList>(
        [streams = m_shelf.streams, label = label.toStdString(), selector,
         range](std::stop_token stop) -> base::Result<QStringList> {
            std::vector<signals::LabelMatcher> matchers;
            if (!selector.trimmed().isEmpty()) {
                const auto tree = parsed(selector);
                if (!tree)
                    return tree.error();
                if (const auto *lines = tree->log())
                    matchers = lines->matchers;
            }
            const auto found = streams(range, stop);
            if (!found)
                return found.error();
            std::set<std::string> values;
            for (const auto &labels : *found)
                if (labels.has(label) && signals::matchAll(matchers, labels))
                    values.emplace(labels.value(label));
            return sorted(values);
        },
        std::move(reply));
}

async::Request StationLogs::detectedFields(const QString &, base::TimeRange,
                                           sources::Reply<std::vector<signals::LogField>> reply)
{
    return ask<std::vector<signals::LogField>>(
        [](std::stop_token) { return unsupported<std::vector<signals::LogField>>(); }, std::move(reply));
}

async::Request StationLogs::patterns(const QString &, base::TimeRange,
                                     sources::Reply<std::vector<signals::LogPattern>> reply)
{
    return ask<std::vector<signals::LogPattern>>(
        [](std::stop_token) { return unsupported<std::vector<signals::LogPattern>>(); }, std::move(reply));
}

// A question that cannot be read follows nothing; the search beside it says why.
std::unique_ptr<sources::LogTail> StationLogs::tail(const QString &expr, qint64 fromNs)
{
    auto tree = parsed(expr);
    if (!tree)
        tree = query::parseLogql("{service_name=\"\", service_name!=\"\"}");
    return std::make_unique<StationTail>(std::make_shared<const query::LogqlExpr>(std::move(*tree)), fromNs,
                                         m_shelf.feed, m_shelf.lines, clock(), m_pools);
}

} // namespace wf::station
