// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/doors/storeanswers.h"

#include "models/station/ports/keptlines.h"
#include "models/station/ports/storesamples.h"
#include "models/station/serve/jaeger/jaegerapi.h"

namespace wf::station {

namespace {

using Stores = std::shared_ptr<const StationStores>;

store::SpanSearch toSpanSearch(const TraceSearch &asked)
{
    store::SpanSearch search;
    search.service = asked.service;
    search.operation = asked.operation;
    search.tags = asked.tags;
    search.range = asked.range;
    search.limit = asked.limit;
    if (asked.minDurationNs > 0)
        search.minDurationNs = asked.minDurationNs;
    if (asked.maxDurationNs > 0)
        search.maxDurationNs = asked.maxDurationNs;
    return search;
}

base::Result<std::vector<signals::TracePtr>> searched(const store::SpanStore &store, const TraceSearch &search,
                                                      const std::stop_token &stop)
{
    const auto found = store.search(toSpanSearch(search), stop);
    if (!found)
        return found.error();
    std::vector<signals::TracePtr> traces;
    for (const auto &summary : found->traces) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, {});
        auto trace = store.trace(summary.traceId);
        if (trace)
            traces.push_back(std::move(*trace));
        else if (trace.error().kind != base::ErrorKind::NotFound) // retention may have been faster
            return trace.error();
    }
    return traces;
}

} // namespace

MetricAnswers metricAnswers(const Stores &stores)
{
    MetricAnswers answers;
    answers.samples = std::make_shared<StoreSamples>(stores);
    answers.series = [stores](const Matchers &matchers, MsRange range,
                              std::stop_token stop) -> base::Result<std::vector<base::Labels>> {
        const auto store = stores->series();
        return store ? (*store)->series(matchers, range.startMs, range.endMs, std::move(stop)) : store.error();
    };
    answers.labelNames = [stores](const Matchers &matchers, MsRange range) -> base::Result<std::vector<std::string>> {
        const auto store = stores->series();
        return store ? (*store)->labelNames(matchers, range.startMs, range.endMs) : store.error();
    };
    answers.labelValues = [stores](const std::string &name, const Matchers &matchers,
                                   MsRange range) -> base::Result<std::vector<std::string>> {
        const auto store = stores->series();
        return store ? (*store)->labelValues(name, matchers, range.startMs, range.endMs) : store.error();
    };
    answers.metadata = [stores] {
        const auto store = stores->series();
        return store ? (*store)->metadata() : std::vector<signals::MetricInfo>();
    };
    answers.exemplars = [stores](const Matchers &matchers, MsRange range) {
        const auto store = stores->series();
        return store ? (*store)->exemplars(matchers, range.startMs, range.endMs) : std::vector<signals::Exemplar>();
    };
    return answers;
}

LogAnswers logAnswers(const Stores &stores, const std::shared_ptr<LineFeed> &feed)
{
    LogAnswers answers;
    answers.lines = std::make_shared<KeptLines>(stores);
    answers.streams = [stores](base::TimeRange range, std::stop_token) -> base::Result<std::vector<base::Labels>> {
        const auto store = stores->logs();
        if (!store)
            return store.error();
        return (*store)->streams(range, {});
    };
    if (feed)
        answers.follow = [feed](LineFeed::Listener listener) { return feed->listen(std::move(listener)); };
    return answers;
}

TraceAnswers traceAnswers(const Stores &stores)
{
    TraceAnswers answers;
    answers.services = [stores]() -> base::Result<QStringList> {
        const auto store = stores->spans();
        if (!store)
            return store.error();
        return (*store)->services();
    };
    answers.operations = [stores](const QString &service) -> base::Result<std::vector<TraceOperation>> {
        const auto store = stores->spans();
        if (!store)
            return store.error();
        std::vector<TraceOperation> operations;
        for (const auto &operation : (*store)->operations(service))
            operations.push_back({operation.name, QLatin1String(jaegerKindName(operation.kind))});
        return operations;
    };
    answers.search = [stores](const TraceSearch &search,
                              std::stop_token stop) -> base::Result<std::vector<signals::TracePtr>> {
        const auto store = stores->spans();
        return store ? searched(**store, search, stop) : store.error();
    };
    answers.trace = [stores](const QString &traceId) -> base::Result<signals::TracePtr> {
        const auto store = stores->spans();
        return store ? (*store)->trace(traceId) : store.error();
    };
    answers.dependencies = [stores](base::TimeRange range) -> base::Result<std::vector<signals::ServiceCall>> {
        const auto store = stores->spans();
        if (!store)
            return store.error();
        return (*store)->dependencies(range);
    };
    return answers;
}

} // namespace wf::station
