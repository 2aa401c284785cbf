// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/query/promql/parse/parse.h"
#include "tests/support/fakemetricsource.h"

namespace wf::support {

// A metric source that evaluates every question over samples in memory, as a Prometheus would.
class SampledSource final : public FakeMetricSource {
public:
    explicit SampledSource(const QString &id = QStringLiteral("prometheus")) : FakeMetricSource(id)
    {
        answer = [this](const sources::RangeQuery &q) { return evaluated(q.expr, q.range, q.stepNs); };
    }
    query::MemorySamples samples;
    bool fails = false;
    QStringList instants, ranges; // what was asked

    async::Request queryInstant(const QString &expr, qint64 atNs,
                                sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        instants << expr;
        return later(std::move(reply), evaluated(expr, {atNs, atNs}, 0));
    }
    async::Request queryRange(const sources::RangeQuery &query, sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        ranges << query.expr;
        return later(std::move(reply), evaluated(query.expr, query.range, query.stepNs));
    }
    async::Request series(const QStringList &selectors, base::TimeRange range,
                          sources::Reply<std::vector<base::Labels>> reply) override
    {
        std::vector<base::Labels> out;
        for (const QString &selector : selectors)
            if (const auto found = evaluated(selector, {range.endNs, range.endNs}, 0))
                for (const auto &one : (*found)->series)
                    out.push_back(one.labels);
        return later(std::move(reply), base::Result<std::vector<base::Labels>>(std::move(out)));
    }

private:
    template<class T>
    async::Request later(sources::Reply<T> reply, base::Result<T> result)
    {
        auto wanted = std::make_shared<bool>(true);
        QTimer::singleShot(0, this, [wanted, reply = std::move(reply), result = std::move(result)] {
            if (*wanted)
                reply(result);
        });
        return async::Request([wanted] { *wanted = false; });
    }
    base::Result<signals::QueryAnswerPtr> evaluated(const QString &text, base::TimeRange range, qint64 stepNs) const
    {
        if (fails)
            return base::makeError(base::ErrorKind::Unreachable, QStringLiteral("nobody there"));
        const auto expr = query::parsePromql(text.toStdString(), query::ParseOptions::everything());
        if (!expr)
            return expr.error();
        query::EvalOptions options;
        options.maxSteps = 0;
        auto found = stepNs == 0
                         ? query::evaluateInstant(**expr, samples, range.endNs / base::nsPerMs, {}, {})
                         : query::evaluateRange(**expr, samples, range.startNs / base::nsPerMs,
                                                range.endNs / base::nsPerMs, stepNs / base::nsPerMs, options, {});
        if (!found)
            return found.error();
        auto out = std::make_shared<signals::QueryAnswer>();
        for (signals::RawSeries &one : found->series)
            out->series.push_back({std::move(one.labels), std::move(one.timesMs), std::move(one.values)});
        out->stepMs = stepNs / base::nsPerMs;
        return signals::QueryAnswerPtr(std::move(out));
    }
};

} // namespace wf::support
