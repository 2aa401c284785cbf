// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"
#include "models/store/samplecache.h"

#include <functional>

namespace wf::engine {

// Where samples are kept between answers. The console hands in the disk cache; tests hand in a map.
class SampleStore {
public:
    virtual ~SampleStore() = default;
    virtual async::Request read(const store::SampleKey &key, base::TimeRange range,
                                store::Reply<store::CachedSamples> reply) = 0;
    virtual void put(const store::SampleKey &key, base::TimeRange range, signals::QueryAnswerPtr answer) = 0;
};

// The disk cache as a SampleStore.
class DiskSampleStore final : public SampleStore {
public:
    explicit DiskSampleStore(store::SampleCache &cache) : m_cache(cache) {}
    async::Request read(const store::SampleKey &key, base::TimeRange range,
                        store::Reply<store::CachedSamples> reply) override
    {
        return m_cache.read(key, range, std::move(reply));
    }
    void put(const store::SampleKey &key, base::TimeRange range, signals::QueryAnswerPtr answer) override
    {
        m_cache.put(key, range, std::move(answer));
    }

private:
    store::SampleCache &m_cache;
};

} // namespace wf::engine
