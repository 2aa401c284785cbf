// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/head/head.h"

namespace wf::store {

HeadSeries *Head::find(const base::Labels &labels)
{
    const auto found = m_numbers.find(labels);
    return found == m_numbers.end() ? nullptr : m_series[found->second].get();
}

HeadSeries &Head::add(const base::Labels &labels)
{
    m_numbers.emplace(labels, m_index.add(labels));
    return *m_series.emplace_back(std::make_unique<HeadSeries>(labels));
}

void Head::noteWindow(qint64 timeMs)
{
    ++m_samples;
    if (const qint64 window = windowOf(timeMs); window != m_lastWindow)
        m_windows.insert(m_lastWindow = window);
}

void Head::insert(HeadSeries &series, qint64 timeMs, double value)
{
    series.insert(timeMs, value);
    noteWindow(timeMs);
}

void Head::insert(HeadSeries &series, qint64 timeMs, const signals::NativeHistogramPtr &histogram)
{
    series.insert(timeMs, histogram);
    noteWindow(timeMs);
}

void Head::leave(const std::set<qint64> &windows)
{
    for (auto &series : m_series)
        series->leave(windows);
    for (const qint64 window : windows)
        m_windows.erase(window);
    m_lastWindow = std::numeric_limits<qint64>::min();
}

void Head::stayed(const std::set<qint64> &windows)
{
    for (auto &series : m_series)
        series->stayed();
    m_windows.insert(windows.begin(), windows.end());
}

void Head::left()
{
    bool hasEmpty = false;
    m_samples = 0;
    for (auto &series : m_series) {
        series->left();
        m_samples += static_cast<qint64>(series->sampleCount());
        hasEmpty = hasEmpty || series->isEmpty();
    }
    if (!hasEmpty)
        return;
    // Numbered anew: the postings have no holes.
    auto all = std::exchange(m_series, {});
    m_numbers.clear();
    m_index = MemoryIndex();
    for (auto &series : all) {
        if (series->isEmpty())
            continue;
        m_numbers.emplace(series->labels(), m_index.add(series->labels()));
        m_series.push_back(std::move(series));
    }
}

std::size_t Head::memoryBytes() const
{
    std::size_t sum = 0;
    for (const auto &series : m_series)
        sum += series->memoryBytes();
    return sum;
}

} // namespace wf::store
