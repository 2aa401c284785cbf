// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/ports/stationtraces.h"

namespace wf::station {

namespace {

store::SpanSearch toSearch(const sources::TraceQuery &query)
{
    store::SpanSearch search;
    search.service = query.service;
    search.operation = query.operation;
    search.tags = query.tags;
    if (query.minDurationNs > 0)
        search.minDurationNs = query.minDurationNs;
    if (query.maxDurationNs > 0)
        search.maxDurationNs = query.maxDurationNs;
    search.range = query.range;
    search.limit = query.limit;
    search.filter = query.matches;
    return search;
}

} // namespace

StationTraces::StationTraces(const PortContext &context, std::shared_ptr<const StationStores> stores, QObject *parent)
    : StationPort(context, QStringLiteral("traces"), signals::SourceKind::Traces, parent), m_stores(std::move(stores))
{
}

async::Request StationTraces::search(const sources::TraceQuery &query, sources::Reply<signals::TraceAnswer> reply)
{
    return askStore<signals::TraceAnswer>(
        [search = toSearch(query)](const store::SpanStore &store, std::stop_token stop) {
            return store.search(search, stop);
        },
        std::move(reply),
        [this](const signals::TraceAnswer &answer) {
            if (!answer.traces.empty())
                port().noteDatum(answer.traces.front().startNs);
        });
}

async::Request StationTraces::trace(const QString &traceId, sources::Reply<signals::TracePtr> reply)
{
    return askStore<signals::TracePtr>(
        [traceId](const store::SpanStore &store, std::stop_token) { return store.trace(traceId); }, std::move(reply));
}

async::Request StationTraces::services(sources::Reply<QStringList> reply)
{
    return askStore<QStringList>(
        [](const store::SpanStore &store, std::stop_token) { return base::Result<QStringList>(store.services()); },
        std::move(reply));
}

async::Request StationTraces::operations(const QString &service, sources::Reply<QStringList> reply)
{
    return askStore<QStringList>(
        [service](const store::SpanStore &store, std::stop_token) {
            QStringList names;
            for (const auto &operation : store.operations(service))
                if (names.isEmpty() || names.back() != operation.name) // one name may have several kinds
                    names << operation.name;
            return base::Result<QStringList>(names);
        },
        std::move(reply));
}

async::Request StationTraces::dependencies(base::TimeRange range,
                                           sources::Reply<std::vector<signals::ServiceCall>> reply)
{
    using Calls = std::vector<signals::ServiceCall>;
    return askStore<Calls>([range](const store::SpanStore &store,
                                   std::stop_token) { return base::Result<Calls>(store.dependencies(range)); },
                           std::move(reply));
}

} // namespace wf::station
