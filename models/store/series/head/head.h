// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/series/head/headseries.h"
#include "models/store/series/index/memoryindex.h"

#include <unordered_map>

namespace wf::store {

// The active series. Not thread-safe; the store guards it.
class Head {
public:
    [[nodiscard]] HeadSeries *find(const base::Labels &labels);
    HeadSeries &add(const base::Labels &labels);
    void insert(HeadSeries &series, qint64 timeMs, double value);
    void insert(HeadSeries &series, qint64 timeMs, const signals::NativeHistogramPtr &histogram);

    [[nodiscard]] std::size_t size() const { return m_series.size(); }
    [[nodiscard]] HeadSeries &at(quint32 number) { return *m_series[number]; }
    [[nodiscard]] const HeadSeries &at(quint32 number) const { return *m_series[number]; }
    [[nodiscard]] const MemoryIndex &index() const { return m_index; }
    // Windows that may hold samples.
    [[nodiscard]] const std::set<qint64> &windows() const { return m_windows; }

    // Moves the samples of the windows aside in every series.
    void leave(const std::set<qint64> &windows);
    // They are in blocks now: forgets them, and the series that have no others.
    void left();
    void stayed(const std::set<qint64> &windows);

    [[nodiscard]] qint64 sampleCount() const { return m_samples; }
    [[nodiscard]] std::size_t memoryBytes() const; // walks over all series

private:
    void noteWindow(qint64 timeMs);

    std::unordered_map<base::Labels, quint32> m_numbers;
    std::vector<std::unique_ptr<HeadSeries>> m_series;
    MemoryIndex m_index;
    std::set<qint64> m_windows;
    qint64 m_lastWindow = std::numeric_limits<qint64>::min();
    qint64 m_samples = 0;
};

} // namespace wf::store
