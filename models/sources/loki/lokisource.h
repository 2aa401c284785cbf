// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/portsource.h"
#include "models/sources/core/rulerapi.h"
#include "models/sources/ruleport.h"

namespace wf::sources {

// Loki (protocols.md 5). Lines come with their structured metadata apart from the stream's labels where the server can.
class LokiSource final : public PortSource<LogSource>, public RulePort {
public:
    LokiSource(SourceIdentity identity, net::HttpOptions options, const SourceEnvironment &environment,
               QObject *parent = nullptr);

    async::Request probe(Reply<signals::Capability> reply) override;
    // Any limit: what is over the server's own is fetched in pages and joined without gap or duplicate.
    async::Request query(const LogQuery &query, Reply<signals::LogAnswer> reply) override;
    async::Request volume(const QString &expr, base::TimeRange range, qint64 stepNs,
                          Reply<signals::LogVolume> reply) override;
    async::Request queryRange(const RangeQuery &query, Reply<signals::QueryAnswerPtr> reply) override;
    async::Request labelNames(base::TimeRange range, Reply<QStringList> reply) override;
    async::Request labelValues(const QString &label, const QString &selector, base::TimeRange range,
                               Reply<QStringList> reply) override;
    async::Request detectedFields(const QString &expr, base::TimeRange range,
                                  Reply<std::vector<signals::LogField>> reply) override;
    async::Request patterns(const QString &selector, base::TimeRange range,
                            Reply<std::vector<signals::LogPattern>> reply) override;
    [[nodiscard]] std::unique_ptr<LogTail> tail(const QString &expr, qint64 fromNs) override;

    async::Request evaluatedRules(Reply<std::vector<signals::Rule>> reply) override;
    [[nodiscard]] RuleKeeping keeping() const override;
    async::Request ruleGroup(const QString &nameSpace, const QString &group, Reply<QByteArray> reply) override;
    async::Request putRuleGroup(const QString &nameSpace, const QByteArray &yaml, Reply<base::Done> reply) override;
    async::Request removeRuleGroup(const QString &nameSpace, const QString &group, Reply<base::Done> reply) override;
    async::Request reloadRules(Reply<base::Done> reply) override;
    async::Request lastReload(Reply<RuleReload> reply) override;

    static void prepare(net::HttpOptions &options);

private:
    [[nodiscard]] RulerApi ruler();
    async::Request askVolume(const QString &expr, base::TimeRange range, qint64 stepNs, bool withoutErrors,
                             Reply<signals::LogVolume> reply);
    async::Request askMetric(const QString &expr, base::TimeRange piece, qint64 stepNs,
                             Reply<signals::QueryAnswerPtr> reply);
    void probePatterns(const std::shared_ptr<Steps> &steps, signals::Capability found,
                       Reply<signals::Capability> reply);

    int m_mostEntries = 5000; // max_entries_limit_per_query; learned when the server says otherwise
};

// Header that keeps structured metadata apart; servers before 2.9 ignore it.
[[nodiscard]] const net::Header &categoriseLabels();

} // namespace wf::sources
