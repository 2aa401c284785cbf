// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/cardinalityport.h"
#include "models/station/ports/rulekeepingport.h"
#include "models/station/ports/storesamples.h"

namespace wf::station {

// The station's samples and rules behind the port that every metric source has. GUI thread; answers are worked out on
// a pool.
class StationMetrics final : public RuleKeepingPort, public sources::CardinalityPort {
public:
    // Present rules with their alerts; none when empty.
    using RuleList = std::function<std::vector<signals::Rule>()>;

    StationMetrics(const PortContext &context, std::shared_ptr<const StationStores> stores, RuleList rules,
                   Keeping keeping = {}, QObject *parent = nullptr);

    async::Request queryRange(const sources::RangeQuery &query, sources::Reply<signals::QueryAnswerPtr> reply) override;
    async::Request queryInstant(const QString &expr, qint64 timeNs,
                                sources::Reply<signals::QueryAnswerPtr> reply) override;
    async::Request exemplars(const QString &selector, base::TimeRange range,
                             sources::Reply<std::vector<signals::Exemplar>> reply) override;
    async::Request metadata(sources::Reply<std::vector<signals::MetricInfo>> reply) override;
    async::Request series(const QStringList &selectors, base::TimeRange range,
                          sources::Reply<std::vector<base::Labels>> reply) override;
    async::Request labelNames(const QString &selector, base::TimeRange range,
                              sources::Reply<QStringList> reply) override;
    async::Request labelValues(const QString &label, const QString &selector, base::TimeRange range,
                               sources::Reply<QStringList> reply) override;
    async::Request cardinality(sources::Reply<signals::Cardinality> reply) override;
    async::Request rules(sources::Reply<std::vector<signals::Rule>> reply) override;

private:
    // work: base::Result<T>(const store::SeriesStore &, std::stop_token).
    template<class T, class Work>
    async::Request askStore(Work work, sources::Reply<T> reply)
    {
        return ask<T>(
            [stores = m_stores, work = std::move(work)](std::stop_token stop) -> base::Result<T> {
                const auto store = stores->series();
                if (!store)
                    return store.error();
                return work(**store, stop);
            },
            std::move(reply));
    }
    void noteNewest(const signals::QueryAnswerPtr &answer);

    std::shared_ptr<const StationStores> m_stores;
    std::shared_ptr<const StoreSamples> m_samples;
    RuleList m_rules;
};

} // namespace wf::station
