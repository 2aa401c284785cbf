// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/ports/stationport.h"
#include "models/station/stores/stationstores.h"

namespace wf::station {

// The station's spans behind the port that every trace source has. GUI thread; answers are worked out on a pool.
class StationTraces final : public StationPort<sources::TraceSource> {
public:
    StationTraces(const PortContext &context, std::shared_ptr<const StationStores> stores, QObject *parent = nullptr);

    async::Request search(const sources::TraceQuery &query, sources::Reply<signals::TraceAnswer> reply) override;
    async::Request trace(const QString &traceId, sources::Reply<signals::TracePtr> reply) override;
    async::Request services(sources::Reply<QStringList> reply) override;
    async::Request operations(const QString &service, sources::Reply<QStringList> reply) override;
    async::Request dependencies(base::TimeRange range,
                                sources::Reply<std::vector<signals::ServiceCall>> reply) override;

private:
    // work: base::Result<T>(const store::SpanStore &, std::stop_token).
    template<class T, class Work>
    async::Request askStore(Work work, sources::Reply<T> reply, std::function<void(const T &)> seen = {})
    {
        return ask<T>(
            [stores = m_stores, work = std::move(work)](std::stop_token stop) -> base::Result<T> {
                const auto store = stores->spans();
                if (!store)
                    return store.error();
                return work(**store, stop);
            },
            std::move(reply), std::move(seen));
    }

    std::shared_ptr<const StationStores> m_stores;
};

} // namespace wf::station
