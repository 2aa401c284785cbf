// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/series/blocks/chunkrun.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace wf::store {

// Samples are kept, flushed and found again by windows of two hours since 1970.
inline constexpr qint64 windowMs = 2 * 3'600'000;
[[nodiscard]] constexpr qint64 windowOf(qint64 timeMs)
{
    return timeMs / windowMs * windowMs - (timeMs % windowMs < 0 ? windowMs : 0);
}

// The newest samples of one kind. The open run lies within one window and is sealed when it is full or a new window
// begins; what comes before its beginning waits in a second run of its own.
template<class Value>
class HeadColumn {
public:
    static constexpr std::size_t fullRun = 120;

    // Of a new instant.
    void insert(qint64 timeMs, const Value &value, std::vector<ChunkRunPtr> &sealed)
    {
        if (m_open.times.empty() || timeMs > m_open.times.back()) {
            if (m_open.times.size() >= fullRun ||
                (!m_open.times.empty() && windowOf(timeMs) != windowOf(m_open.times.front())))
                seal(m_open, sealed);
            m_open.times.push_back(timeMs);
            m_open.values.push_back(value);
            return;
        }
        Run &run = timeMs > m_open.times.front() ? m_open : m_late; // the instant is new: no equals
        const auto at = std::ranges::lower_bound(run.times, timeMs) - run.times.begin();
        run.times.insert(run.times.begin() + at, timeMs);
        run.values.insert(run.values.begin() + at, value);
        if (m_late.times.size() >= fullRun)
            seal(m_late, sealed);
    }
    [[nodiscard]] const Value *find(qint64 timeMs) const
    {
        for (const Run *run : {&m_open, &m_late}) {
            const auto at = std::ranges::lower_bound(run->times, timeMs);
            if (at != run->times.end() && *at == timeMs)
                return &run->values[static_cast<std::size_t>(at - run->times.begin())];
        }
        return nullptr;
    }
    // Everything, run after run; the caller puts it in order.
    void copy(qint64 startMs, qint64 endMs, std::vector<qint64> &times, std::vector<Value> &values) const
    {
        for (const Run *run : {&m_late, &m_open}) {
            const auto from = std::ranges::lower_bound(run->times, startMs) - run->times.begin();
            const auto to = std::max(from, std::ranges::upper_bound(run->times, endMs) - run->times.begin());
            times.insert(times.end(), run->times.begin() + from, run->times.begin() + to);
            values.insert(values.end(), run->values.begin() + from, run->values.begin() + to);
        }
    }
    void sealAll(std::vector<ChunkRunPtr> &sealed)
    {
        seal(m_late, sealed);
        seal(m_open, sealed);
        m_open = {};
        m_late = {};
    }
    [[nodiscard]] qint64 oldestMs() const
    {
        if (!m_late.times.empty())
            return m_late.times.front();
        return m_open.times.empty() ? std::numeric_limits<qint64>::max() : m_open.times.front();
    }
    [[nodiscard]] std::size_t size() const { return m_open.times.size() + m_late.times.size(); }
    [[nodiscard]] std::size_t memoryBytes() const
    {
        return (m_open.times.capacity() + m_late.times.capacity()) * (sizeof(qint64) + sizeof(Value));
    }

private:
    struct Run {
        std::vector<qint64> times;
        std::vector<Value> values;
    };
    // One chunk a window; the memory of the run stays for the next.
    static void seal(Run &run, std::vector<ChunkRunPtr> &sealed)
    {
        const std::span<const qint64> times(run.times);
        const std::span<const Value> values(run.values);
        for (std::size_t from = 0; from < times.size();) {
            const qint64 end = windowOf(times[from]) + windowMs;
            const auto to = static_cast<std::size_t>(std::ranges::lower_bound(times, end) - times.begin());
            sealed.push_back(std::make_shared<const ChunkRun>(
                sealRun(times.subspan(from, to - from), values.subspan(from, to - from))));
            from = to;
        }
        run.times.clear();
        run.values.clear();
    }

    Run m_open;
    Run m_late;
};

} // namespace wf::store
