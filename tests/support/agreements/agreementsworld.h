// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/keeper/agreementkeeper.h"
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/query/promql/parse/parse.h"
#include "tests/support/agreements/contract.h"
#include "tests/support/fakemetricsource.h"

#include <QFile>
#include <QTemporaryDir>

namespace wf::test {

// A metric source over samples at hand.
class SampledSource final : public support::FakeMetricSource {
public:
    SampledSource() : FakeMetricSource(QStringLiteral("samples"))
    {
        answer = [this](const sources::RangeQuery &query) { return evaluated(query); };
    }
    async::Request queryInstant(const QString &expr, qint64 timeNs,
                                sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        const auto kept = answer;
        answer = [this, timeNs](const sources::RangeQuery &query) {
            return evaluated({query.expr, {timeNs, timeNs}, base::nsPerSecond});
        };
        auto request = queryRange({expr, {timeNs, timeNs}, base::nsPerSecond}, std::move(reply));
        answer = kept;
        return request;
    }
    query::MemorySamples samples;
    std::optional<base::Error> dead; // what it says instead of answers

private:
    base::Result<signals::QueryAnswerPtr> evaluated(const sources::RangeQuery &query)
    {
        if (dead)
            return *dead;
        const auto expr = query::parsePromql(query.expr.toStdString(), query::ParseOptions::everything());
        if (!expr)
            return expr.error();
        query::EvalOptions options;
        options.maxSteps = 0;
        const auto found =
            query::evaluateRange(**expr, samples, query.range.startNs / base::nsPerMs,
                                 query.range.endNs / base::nsPerMs, query.stepNs / base::nsPerMs, options, {});
        if (!found)
            return found.error();
        auto out = std::make_shared<signals::QueryAnswer>();
        for (const auto &series : found->series)
            out->series.push_back({series.labels, series.timesMs, series.values});
        return signals::QueryAnswerPtr(out);
    }
};

// The contract of contract.h with its objective, and May 2026 up to the 14th: one of ten requests fails for six hours
// of the 6th.
struct AgreementsWorld {
    static constexpr qint64 now = 1'778'724'840LL * base::nsPerSecond; // 2026-05-14T02:14:00Z

    AgreementsWorld()
    {
        write(QStringLiteral("contract.yaml"), goodContract());
        write(QStringLiteral("slo.yaml"),
              "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: gateway-availability}\nspec:\n  service: gateway\n"
              "  indicator: {metadata: {name: i}, spec: {ratioMetric: {bad: {metricSource: {type: Prometheus, spec: "
              "{query: errors_total}}}, total: {metricSource: {type: Prometheus, spec: {query: requests_total}}}}}}\n"
              "  timeWindow: [{duration: 28d, isRolling: true}]\n  budgetingMethod: Occurrences\n"
              "  objectives: [{target: 0.9995}]\n");
        constexpr qint64 start = 1'777'593'600LL * base::nsPerSecond; // 2026-05-01
        double total = 0, bad = 0;
        for (qint64 ns = start; ns <= now; ns += 5 * base::nsPerMinute) {
            const qint64 hour = (ns - start) / base::nsPerHour;
            total += 1000;
            bad += hour >= 120 && hour < 126 ? 100 : 0;
            source.samples.append({{"__name__", "requests_total"}}, ns / base::nsPerMs, total);
            source.samples.append({{"__name__", "errors_total"}}, ns / base::nsPerMs, bad);
        }
        set.metrics.push_back(&source);
        reader = std::make_unique<engine::MetricReader>(set, nullptr, clock);
        keeper = std::make_unique<engine::AgreementKeeper>(
            engine::AgreementKeeper::Options{{path(QStringLiteral("contract.yaml"))},
                                             {path(QStringLiteral("slo.yaml"))},
                                             path(QStringLiteral("agreements.db")),
                                             QStringLiteral("Mara Lindqvist")},
            *reader, nullptr, clock, pools);
    }
    [[nodiscard]] QString path(const QString &name) const { return dir.filePath(name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("the world cannot be written");
    }

    QTemporaryDir dir;
    base::ManualClock clock{now};
    async::Pools pools;
    SampledSource source;
    sources::SourceSet set;
    std::unique_ptr<engine::MetricReader> reader;
    std::unique_ptr<engine::AgreementKeeper> keeper;
};

} // namespace wf::test
