// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace wf::engine {

class WatchedSeries;

// How far the series of one answer have been gone through, by one thread or several: each takes a series, works on it
// for as long as it may, and puts it back where it is not done. A series is in one hand at a time.
class GroupWalk {
public:
    struct Place {
        std::size_t series = 0;
        std::size_t sample = 0; // goes on here
    };
    // `series`: those of the answer in its order; null for what is not watched. One that leaves its group meanwhile
    // lives on until the walk ends.
    GroupWalk(std::shared_ptr<const signals::QueryAnswer> answer, std::vector<std::shared_ptr<WatchedSeries>> series)
        : m_answer(std::move(answer)), m_series(std::move(series))
    {
    }
    // Nothing: all are taken.
    [[nodiscard]] std::optional<Place> take()
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_begun.empty()) {
            const Place out = m_begun.back();
            m_begun.pop_back();
            return out;
        }
        while (m_next < m_series.size() && m_series[m_next] == nullptr)
            ++m_next;
        return m_next < m_series.size() ? std::optional(Place{m_next++, 0}) : std::nullopt;
    }
    void putBack(Place place)
    {
        const std::scoped_lock lock(m_mutex);
        m_begun.push_back(place);
    }
    [[nodiscard]] bool isDone() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_next >= m_series.size() && m_begun.empty();
    }
    [[nodiscard]] const signals::Series &samples(Place place) const { return m_answer->series[place.series]; }
    [[nodiscard]] WatchedSeries &series(Place place) const { return *m_series[place.series]; }

private:
    std::shared_ptr<const signals::QueryAnswer> m_answer;
    std::vector<std::shared_ptr<WatchedSeries>> m_series;
    mutable std::mutex m_mutex;
    std::vector<Place> m_begun;
    std::size_t m_next = 0;
};

} // namespace wf::engine
