// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/cardinalityport.h"
#include "models/sources/core/portsource.h"
#include "models/sources/core/rulerapi.h"
#include "models/sources/ruleport.h"

namespace wf::sources {

// Prometheus and what speaks its query API: Mimir, Cortex, Thanos, VictoriaMetrics (protocols.md 1, 2).
class PrometheusSource final : public PortSource<MetricSource>, public RulePort, public CardinalityPort {
public:
    PrometheusSource(SourceIdentity identity, net::HttpOptions options, const SourceEnvironment &environment,
                     QObject *parent = nullptr);

    async::Request probe(Reply<signals::Capability> reply) override;
    async::Request queryRange(const RangeQuery &query, Reply<signals::QueryAnswerPtr> reply) override;
    async::Request queryInstant(const QString &expr, qint64 timeNs, Reply<signals::QueryAnswerPtr> reply) override;
    async::Request exemplars(const QString &selector, base::TimeRange range,
                             Reply<std::vector<signals::Exemplar>> reply) override;
    async::Request metadata(Reply<std::vector<signals::MetricInfo>> reply) override;
    async::Request series(const QStringList &selectors, base::TimeRange range,
                          Reply<std::vector<base::Labels>> reply) override;
    async::Request labelNames(const QString &selector, base::TimeRange range, Reply<QStringList> reply) override;
    async::Request labelValues(const QString &label, const QString &selector, base::TimeRange range,
                               Reply<QStringList> reply) override;
    async::Request cardinality(Reply<signals::Cardinality> reply) override;
    async::Request rules(Reply<std::vector<signals::Rule>> reply) override;
    async::Request evaluatedRules(Reply<std::vector<signals::Rule>> reply) override;
    [[nodiscard]] RuleKeeping keeping() const override;
    async::Request ruleGroup(const QString &nameSpace, const QString &group, Reply<QByteArray> reply) override;
    async::Request putRuleGroup(const QString &nameSpace, const QByteArray &yaml, Reply<base::Done> reply) override;
    async::Request removeRuleGroup(const QString &nameSpace, const QString &group, Reply<base::Done> reply) override;
    async::Request reloadRules(Reply<base::Done> reply) override;
    async::Request lastReload(Reply<RuleReload> reply) override;

    // The options every connection to this product needs beside the operator's.
    static void prepare(net::HttpOptions &options);

private:
    [[nodiscard]] RulerApi ruler();
    async::Request ask(const Question &question, qint64 stepMs, Reply<signals::QueryAnswerPtr> reply);
};

} // namespace wf::sources
