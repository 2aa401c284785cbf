// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/tracecache.h"

#include "models/store/codec/traces.h"
#include "models/store/db/database.h"

#include <algorithm>

namespace wf::store {

namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

base::Status putTrace(Connection &connection, const QString &source, const signals::Trace &trace, qint64 nowNs)
{
    const auto summary = signals::summarise(trace);
    QStringList services;
    for (const auto &stat : summary.services)
        services << stat.service;
    const std::string listed = packSummary(summary);
    const std::string bytes = packTrace(trace);
    return connection
        .prepare(
            "INSERT INTO trace(source, trace_id, services, start_ns, fetched_ns, summary, bytes) VALUES(?,?,?,?,?,?,?) "
            "ON CONFLICT(source, trace_id) DO UPDATE SET services=excluded.services, start_ns=excluded.start_ns, "
            "fetched_ns=excluded.fetched_ns, summary=excluded.summary, bytes=excluded.bytes")
        .bind(source)
        .bind(trace.traceId)
        .bind(services.join(QLatin1Char('\n')))
        .bind(summary.startNs)
        .bind(nowNs)
        .bindBytes(listed)
        .bindBytes(bytes)
        .exec();
}

} // namespace

TraceCache::TraceCache(Database &db, const base::Clock &clock) : m_db(db), m_clock(clock) {}

void TraceCache::put(const QString &source, signals::TracePtr trace)
{
    if (!trace || trace->traceId.isEmpty())
        return;
    [[maybe_unused]] const auto forgotten =
        m_db.write<base::Done>([source, trace = std::move(trace), now = m_clock.nowNs()](
                                   Connection &connection) { return putTrace(connection, source, *trace, now); },
                               {});
}

async::Request TraceCache::read(const QString &source, const QString &traceId, Reply<CachedTrace> reply)
{
    return m_db.read<CachedTrace>(
        [source, traceId](Connection &connection) -> base::Result<CachedTrace> {
            CachedTrace out;
            const auto status = connection.prepare("SELECT fetched_ns, bytes FROM trace WHERE source=? AND trace_id=?")
                                    .bind(source)
                                    .bind(traceId)
                                    .each([&](const Statement &row) {
                                        // A damaged one counts as unknown: it is asked again.
                                        if (auto trace = unpackTrace(viewOf(row.blob(1))))
                                            out = {std::move(*trace), row.integer(0)};
                                        return true;
                                    });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

async::Request TraceCache::recent(const QString &source, const QString &service, base::TimeRange range, int limit,
                                  Reply<std::vector<signals::TraceSummary>> reply)
{
    return m_db.read<std::vector<signals::TraceSummary>>(
        [source, service, range, limit](Connection &connection) -> base::Result<std::vector<signals::TraceSummary>> {
            std::vector<signals::TraceSummary> out;
            const auto status =
                connection
                    .prepare("SELECT services, summary FROM trace WHERE source=? AND start_ns BETWEEN ? AND ? ORDER BY "
                             "start_ns DESC")
                    .bind(source)
                    .bind(range.startNs)
                    .bind(range.endNs)
                    .each([&](const Statement &row) {
                        if (!service.isEmpty() && !row.text(0).split(QLatin1Char('\n')).contains(service))
                            return true;
                        if (auto summary = unpackSummary(viewOf(row.blob(1))))
                            out.push_back(std::move(*summary));
                        return static_cast<int>(out.size()) < limit;
                    });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

} // namespace wf::store
