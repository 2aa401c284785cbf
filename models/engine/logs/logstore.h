// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/logcache.h"

namespace wf::engine {

// Where lines are kept between answers. The console hands in the disk cache; tests hand in a map.
class LogStore {
public:
    virtual ~LogStore() = default;
    virtual async::Request read(const QString &source, const QString &expr, base::TimeRange range, int limit,
                                store::Reply<store::CachedLines> reply) = 0;
    virtual void put(const QString &source, const QString &expr, base::TimeRange covered,
                     const signals::LogAnswer &answer) = 0;
};

class DiskLogStore final : public LogStore {
public:
    explicit DiskLogStore(store::LogCache &cache) : m_cache(cache) {}
    async::Request read(const QString &source, const QString &expr, base::TimeRange range, int limit,
                        store::Reply<store::CachedLines> reply) override
    {
        return m_cache.read(source, expr, range, limit, std::move(reply));
    }
    void put(const QString &source, const QString &expr, base::TimeRange covered,
             const signals::LogAnswer &answer) override
    {
        m_cache.put(source, expr, covered, answer);
    }

private:
    store::LogCache &m_cache;
};

} // namespace wf::engine
