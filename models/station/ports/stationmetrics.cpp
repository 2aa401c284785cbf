// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/ports/stationmetrics.h"

#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/parse/parse.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

namespace {

using signals::LabelMatcher;

constexpr std::size_t mostCounted = 10'000; // metrics and labels, as Prometheus gives at most

struct MsRange {
    qint64 start = 0, end = 0;
};
MsRange toMs(base::TimeRange range)
{
    return {range.startNs / base::nsPerMs, range.endNs / base::nsPerMs};
}

base::Result<query::ExprPtr> parsed(const QString &expr)
{
    auto tree = query::parsePromql(expr.toStdString(), query::ParseOptions::everything());
    if (tree)
        return tree;
    base::Error error = tree.error();
    error.kind = base::ErrorKind::BadRequest; // as a server would call it
    return error;
}

base::Result<signals::QueryAnswerPtr> toAnswer(const base::Result<query::Evaluated> &evaluated, const std::string &expr,
                                               qint64 stepMs)
{
    if (!evaluated)
        return evaluated.error();
    return std::make_shared<const signals::QueryAnswer>(query::toQueryAnswer(*evaluated, expr, stepMs));
}

// Empty text matches everything.
base::Result<std::vector<LabelMatcher>> matchersOf(const QString &selector)
{
    if (selector.trimmed().isEmpty())
        return std::vector<LabelMatcher>();
    return query::parseSelector(selector.toStdString());
}

base::Result<QStringList> textsOf(const base::Result<std::vector<std::string>> &values)
{
    if (!values)
        return values.error();
    QStringList texts;
    texts.reserve(static_cast<qsizetype>(values->size()));
    for (const std::string &value : *values)
        texts << QString::fromStdString(value);
    return texts;
}

qint64 newestNs(const signals::QueryAnswer &answer)
{
    qint64 newest = 0;
    for (const auto &series : answer.series)
        if (!series.timesMs.empty())
            newest = std::max(newest, series.timesMs.back());
    return newest * base::nsPerMs;
}

} // namespace

StationMetrics::StationMetrics(const PortContext &context, std::shared_ptr<const StationStores> stores, RuleList rules,
                               Keeping keeping, QObject *parent)
    : RuleKeepingPort(context, QStringLiteral("metrics"), std::move(keeping), parent),
      m_stores(std::move(stores)),
      m_samples(std::make_shared<StoreSamples>(m_stores)),
      m_rules(std::move(rules))
{
}

void StationMetrics::noteNewest(const signals::QueryAnswerPtr &answer)
{
    port().noteDatum(newestNs(*answer));
}

async::Request StationMetrics::queryRange(const sources::RangeQuery &query,
                                          sources::Reply<signals::QueryAnswerPtr> reply)
{
    return ask<signals::QueryAnswerPtr>(
        [samples = m_samples, query](std::stop_token stop) -> base::Result<signals::QueryAnswerPtr> {
            const auto tree = parsed(query.expr);
            if (!tree)
                return tree.error();
            const MsRange range = toMs(query.range);
            const qint64 stepMs = std::max<qint64>(1, query.stepNs / base::nsPerMs);
            return toAnswer(query::evaluateRange(**tree, *samples, range.start, range.end, stepMs, {}, stop),
                            query.expr.toStdString(), stepMs);
        },
        std::move(reply), [this](const signals::QueryAnswerPtr &answer) { noteNewest(answer); });
}

async::Request StationMetrics::queryInstant(const QString &expr, qint64 timeNs,
                                            sources::Reply<signals::QueryAnswerPtr> reply)
{
    return ask<signals::QueryAnswerPtr>(
        [samples = m_samples, expr, timeNs](std::stop_token stop) -> base::Result<signals::QueryAnswerPtr> {
            const auto tree = parsed(expr);
            if (!tree)
                return tree.error();
            return toAnswer(query::evaluateInstant(**tree, *samples, timeNs / base::nsPerMs, {}, stop),
                            expr.toStdString(), 0);
        },
        std::move(reply));
}

async::Request StationMetrics::exemplars(const QString &selector, base::TimeRange range,
                                         sources::Reply<std::vector<signals::Exemplar>> reply)
{
    using Exemplars = std::vector<signals::Exemplar>;
    return askStore<Exemplars>(
        [selector, ms = toMs(range)](const store::SeriesStore &store, std::stop_token) -> base::Result<Exemplars> {
            const auto tree = parsed(selector);
            if (!tree)
                return tree.error();
            Exemplars found;
            query::visit(**tree, [&](const query::Expr &part) {
                const auto *vector = std::get_if<query::VectorSelector>(&part.node);
                if (const auto *matrix = std::get_if<query::MatrixSelector>(&part.node))
                    vector = &matrix->vector;
                if (!vector)
                    return;
                auto some = store.exemplars(vector->matchers, ms.start, ms.end);
                std::move(some.begin(), some.end(), std::back_inserter(found));
            });
            return found;
        },
        std::move(reply));
}

async::Request StationMetrics::metadata(sources::Reply<std::vector<signals::MetricInfo>> reply)
{
    using Infos = std::vector<signals::MetricInfo>;
    return askStore<Infos>(
        [](const store::SeriesStore &store, std::stop_token) { return base::Result<Infos>(store.metadata()); },
        std::move(reply));
}

async::Request StationMetrics::series(const QStringList &selectors, base::TimeRange range,
                                      sources::Reply<std::vector<base::Labels>> reply)
{
    using LabelSets = std::vector<base::Labels>;
    return askStore<LabelSets>(
        [selectors, ms = toMs(range)](const store::SeriesStore &store,
                                      std::stop_token stop) -> base::Result<LabelSets> {
            LabelSets all;
            for (const QString &selector : selectors) {
                const auto matchers = matchersOf(selector);
                if (!matchers)
                    return matchers.error();
                auto found = store.series(*matchers, ms.start, ms.end, stop);
                if (!found)
                    return found.error();
                std::move(found->begin(), found->end(), std::back_inserter(all));
            }
            std::sort(all.begin(), all.end());
            all.erase(std::unique(all.begin(), all.end()), all.end());
            return all;
        },
        std::move(reply));
}

async::Request StationMetrics::labelNames(const QString &selector, base::TimeRange range,
                                          sources::Reply<QStringList> reply)
{
    return askStore<QStringList>(
        [selector, ms = toMs(range)](const store::SeriesStore &store, std::stop_token) -> base::Result<QStringList> {
            const auto matchers = matchersOf(selector);
            if (!matchers)
                return matchers.error();
            return textsOf(store.labelNames(*matchers, ms.start, ms.end));
        },
        std::move(reply));
}

async::Request StationMetrics::labelValues(const QString &label, const QString &selector, base::TimeRange range,
                                           sources::Reply<QStringList> reply)
{
    return askStore<QStringList>(
        [label, selector, ms = toMs(range)](const store::SeriesStore &store,
                                            std::stop_token) -> base::Result<QStringList> {
            const auto matchers = matchersOf(selector);
            if (!matchers)
                return matchers.error();
            return textsOf(store.labelValues(label.toStdString(), *matchers, ms.start, ms.end));
        },
        std::move(reply));
}

async::Request StationMetrics::cardinality(sources::Reply<signals::Cardinality> reply)
{
    return askStore<signals::Cardinality>(
        [](const store::SeriesStore &store, std::stop_token) {
            const auto statistics = store.statistics(mostCounted);
            signals::Cardinality counts;
            counts.series = statistics.activeSeries;
            for (const auto &one : statistics.seriesByMetric)
                counts.seriesByMetric.push_back({one.name, one.count});
            for (const auto &one : statistics.valuesByLabel)
                counts.valuesByLabel.push_back({one.name, one.count});
            return base::Result<signals::Cardinality>(std::move(counts));
        },
        std::move(reply));
}

async::Request StationMetrics::rules(sources::Reply<std::vector<signals::Rule>> reply)
{
    return ask<std::vector<signals::Rule>>(
        [rules = m_rules ? m_rules() : std::vector<signals::Rule>(), id = state().id](std::stop_token) mutable {
            for (auto &rule : rules) {
                rule.source = id;
                for (auto &alert : rule.alerts)
                    alert.source = id;
            }
            return base::Result<std::vector<signals::Rule>>(std::move(rules));
        },
        std::move(reply));
}

} // namespace wf::station
