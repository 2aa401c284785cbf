// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/timerange.h"
#include "models/signals/trace.h"
#include "models/store/db/reply.h"

#include <QString>

namespace wf::store {

class Database;

struct CachedTrace {
    signals::TracePtr trace; // null when it is not known
    qint64 fetchedNs = 0;
};

// Traces by id (cache.db, zstd). Disposable. Call on the thread that owns the Store.
class TraceCache {
public:
    TraceCache(Database &db, const base::Clock &clock);

    void put(const QString &source, signals::TracePtr trace);
    async::Request read(const QString &source, const QString &traceId, Reply<CachedTrace> reply);
    // Summaries of known traces that start within the range, newest first. Empty service: any.
    async::Request recent(const QString &source, const QString &service, base::TimeRange range, int limit,
                          Reply<std::vector<signals::TraceSummary>> reply);

private:
    Database &m_db;
    const base::Clock &m_clock;
};

} // namespace wf::store
