// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/traces/tracesearch.h"

#include "models/engine/traces/summaryjson.h"
#include "models/query/traces/tracecondition.h"
#include "models/store/store.h"

#include <QJsonArray>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// The question without its moment: "the last hour" is the same question an hour later.
QString keyOf(const sources::TraceQuery &q, const QString &condition)
{
    QStringList parts{u"traces"_s,
                      q.service,
                      q.operation,
                      QString::number(q.minDurationNs),
                      QString::number(q.maxDurationNs),
                      QString::number(q.limit)};
    for (const auto &[name, value] : q.tags)
        parts << QString::fromStdString(name) + u'=' + QString::fromStdString(value);
    if (!condition.isEmpty())
        parts << condition;
    return parts.join(QChar(0x1f));
}

} // namespace

TraceSearch::TraceSearch(const sources::SourceSet &sources, store::Store *store, const base::Clock &clock,
                         QObject *parent)
    : QObject(parent), m_sources(sources), m_store(store), m_clock(clock)
{
}

TraceSearch::~TraceSearch() = default;

void TraceSearch::search(const sources::TraceQuery &query, const QString &condition)
{
    m_requests.clear();
    m_parts.clear();
    m_query = query;
    m_condition.clear();
    auto next = std::make_shared<TraceSearchSnapshot>(*m_snapshot);
    next->error.reset();
    if (!condition.trimmed().isEmpty()) {
        const auto read = query::TraceCondition::parse(condition);
        if (!read)
            return refuse(read.error());
        m_condition = read->text();
        m_query.matches = [parsed = *read](const signals::Trace &trace) { return parsed.matches(trace); };
    }
    next->query = m_query;
    next->condition = m_condition;
    next->busy = hasSources();
    m_snapshot = std::move(next);
    for (auto *source : m_sources.traces)
        m_parts[source->state().id] = {};
    for (auto *source : m_sources.traces)
        m_requests.push_back(source->search(m_query, [this, source](base::Result<signals::TraceAnswer> result) {
            answered(*source, std::move(result));
        }));
    Q_EMIT changed();
}

void TraceSearch::refuse(const base::Error &error)
{
    auto next = std::make_shared<TraceSearchSnapshot>();
    next->query = m_query;
    next->error = error;
    next->asOfNs = m_clock.nowNs();
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

void TraceSearch::stop()
{
    if (!m_snapshot->busy)
        return;
    m_requests.clear();
    auto next = std::make_shared<TraceSearchSnapshot>(*m_snapshot);
    next->busy = false;
    next->completeness.partial = true;
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

// What a source has on this machine's own disk is not kept twice.
bool TraceSearch::isKept(const sources::TraceSource &source) const
{
    return m_store && !source.state().isLocal;
}

void TraceSearch::answered(const sources::TraceSource &source, base::Result<signals::TraceAnswer> result)
{
    const QString id = source.state().id;
    if (!result)
        return recall(id, result.error());
    if (isKept(source))
        m_store->answers().put(id, keyOf(m_query, m_condition), summariesToJson(result->traces));
    m_parts[id] = {std::move(result->traces), result->completeness, std::nullopt, true};
    publish();
}

// The source did not answer: what it said to this question the last time, if anything.
void TraceSearch::recall(const QString &source, const base::Error &error)
{
    auto failed = [this, source, error] {
        m_parts[source] = {{}, {}, error, true};
        publish();
    };
    if (!m_store)
        return failed();
    m_requests.push_back(m_store->answers().read(source, keyOf(m_query, m_condition),
                                                 [this, source, error, failed](base::Result<store::CachedAnswer> kept) {
                                                     if (!kept || kept->json.isNull())
                                                         return failed();
                                                     Part part;
                                                     part.traces = summariesFromJson(kept->json);
                                                     part.completeness.stale = true;
                                                     part.completeness.asOfNs = kept->fetchedNs;
                                                     part.completeness.notes << error.summary;
                                                     part.answered = true;
                                                     m_parts[source] = std::move(part);
                                                     publish();
                                                 }));
}

void TraceSearch::publish()
{
    auto next = std::make_shared<TraceSearchSnapshot>();
    next->query = m_query;
    next->condition = m_condition;
    std::size_t failed = 0;
    for (const auto &[id, part] : m_parts) {
        next->busy |= !part.answered;
        next->completeness.merge(part.completeness);
        if (part.error) {
            ++failed;
            next->completeness.partial = true;
            next->completeness.notes << part.error->summary;
            if (!next->error)
                next->error = part.error;
        }
        for (const auto &trace : part.traces)
            next->hits.push_back({trace, id});
    }
    if (failed < m_parts.size())
        next->error.reset();
    else
        next->completeness = {};
    std::stable_sort(next->hits.begin(), next->hits.end(), [](const TraceHit &a, const TraceHit &b) {
        return a.summary.startNs != b.summary.startNs ? a.summary.startNs > b.summary.startNs
                                                      : a.summary.traceId < b.summary.traceId;
    });
    // A trace that two sources know is one trace.
    next->hits.erase(
        std::unique(next->hits.begin(), next->hits.end(),
                    [](const TraceHit &a, const TraceHit &b) { return a.summary.traceId == b.summary.traceId; }),
        next->hits.end());
    if (const auto limit = static_cast<std::size_t>(std::max(1, m_query.limit)); next->hits.size() > limit) {
        next->hits.resize(limit);
        next->completeness.truncated = true;
    }
    next->asOfNs = next->busy ? m_snapshot->asOfNs : m_clock.nowNs();
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

void TraceSearch::askNames(const QString &what,
                           std::function<async::Request(sources::TraceSource &, sources::Reply<QStringList>)> ask,
                           std::function<void(const QStringList &)> found)
{
    auto &requests = m_names[what];
    requests.clear();
    for (auto *source : m_sources.traces) {
        const QString id = source->state().id;
        requests.push_back(ask(*source, [this, source, id, what, found](base::Result<QStringList> names) {
            if (names) {
                if (isKept(*source))
                    m_store->answers().put(id, what, QJsonDocument(QJsonArray::fromStringList(*names)));
                return found(*names);
            }
            if (m_store)
                m_names[what].push_back(
                    m_store->answers().read(id, what, [found](base::Result<store::CachedAnswer> kept) {
                        if (kept && !kept->json.isNull())
                            found(kept->json.toVariant().toStringList());
                    }));
        }));
    }
}

void TraceSearch::refreshServices()
{
    askNames(
        u"trace-services"_s,
        [](sources::TraceSource &source, sources::Reply<QStringList> reply) {
            return source.services(std::move(reply));
        },
        [this](const QStringList &names) {
            QStringList all = m_services + names;
            all.removeDuplicates();
            all.sort(Qt::CaseInsensitive);
            if (all == m_services)
                return;
            m_services = all;
            Q_EMIT servicesChanged();
        });
}

void TraceSearch::refreshOperations(const QString &service)
{
    if (service.isEmpty())
        return;
    askNames(
        u"trace-operations"_s + QChar(0x1f) + service,
        [service](sources::TraceSource &source, sources::Reply<QStringList> reply) {
            return source.operations(service, std::move(reply));
        },
        [this, service](const QStringList &names) {
            QStringList all = m_operations.value(service) + names;
            all.removeDuplicates();
            all.sort(Qt::CaseInsensitive);
            if (all == m_operations.value(service))
                return;
            m_operations[service] = all;
            Q_EMIT operationsChanged(service);
        });
}

} // namespace wf::engine
