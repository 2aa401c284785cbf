// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/timerange.h"
#include "models/signals/logline.h"
#include "models/store/db/reply.h"

#include <QString>

namespace wf::store {

class Database;

struct CachedLines {
    std::vector<signals::LogLine> lines;  // newest first; equal lines of one stream and instant once
    std::vector<base::TimeRange> covered; // start inclusive, end exclusive, ascending
    std::vector<base::TimeRange> missing; // as covered
    qint64 fetchedNs = 0;                 // 0 = never
    bool truncated = false;               // the limit cut older lines off
};

// Recent log lines by question (cache.db, zstd). Disposable. Call on the thread that owns the Store.
class LogCache {
public:
    LogCache(Database &db, const base::Clock &clock);

    // Lines of [start, end) in any order. When the answer was truncated by its limit, `covered` says what it does speak
    // for; pass the asked range when it is complete.
    void put(const QString &source, const QString &expr, base::TimeRange covered, const signals::LogAnswer &answer);
    async::Request read(const QString &source, const QString &expr, base::TimeRange range, int limit,
                        Reply<CachedLines> reply);

private:
    Database &m_db;
    const base::Clock &m_clock;
};

// What a limited answer speaks for: everything when fewer lines than the limit came; otherwise only the part between
// the last line and the edge it was asked from. `backward`: newest lines were asked first.
[[nodiscard]] base::TimeRange coveredBy(const signals::LogAnswer &answer, base::TimeRange asked, int limit,
                                        bool backward);

} // namespace wf::store
