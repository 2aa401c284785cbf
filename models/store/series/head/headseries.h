// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/series/head/headcolumn.h"

#include <limits>
#include <set>

namespace wf::store {

// What became of an instant a series is asked about.
enum class Known { No, SameValue, OtherValue };

// The samples of one active series that are not in a block yet.
class HeadSeries {
public:
    explicit HeadSeries(base::Labels labels) : m_labels(std::move(labels)) {}

    [[nodiscard]] const base::Labels &labels() const { return m_labels; }
    [[nodiscard]] qint64 newestMs() const { return m_newestMs; }
    // `histogram` null: a number.
    [[nodiscard]] Known knows(qint64 timeMs, double value, const signals::NativeHistogram *histogram) const;
    // Of an instant that is not known.
    void insert(qint64 timeMs, double value);
    void insert(qint64 timeMs, const signals::NativeHistogramPtr &histogram);

    // Sealed runs that touch the range, and copies of the open ones into `open`.
    void collect(qint64 startMs, qint64 endMs, std::vector<ChunkRunPtr> &sealed, signals::RawSeries &open) const;

    // Moves everything of the windows to leaving(). It stays readable until left() or stayed().
    void leave(const std::set<qint64> &windows);
    [[nodiscard]] const std::vector<ChunkRunPtr> &leaving() const { return m_leaving; }
    void left() { std::vector<ChunkRunPtr>().swap(m_leaving); }
    void stayed();

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] qint64 oldestMs() const; // of a series that is not empty
    // Some sample may be in the range.
    [[nodiscard]] bool hasBetween(qint64 startMs, qint64 endMs) const
    {
        return !isEmpty() && oldestMs() <= endMs && startMs <= m_newestMs;
    }
    [[nodiscard]] std::size_t sampleCount() const;
    [[nodiscard]] std::size_t memoryBytes() const;

    // The number of this series in the segment of the log that is being written; see SeriesLog.
    qint64 logSegment = 0;
    quint32 logId = 0;
    // Newest instant among the samples of the batch under way.
    qint64 pendingMs = std::numeric_limits<qint64>::min();

private:
    using Histograms = HeadColumn<signals::NativeHistogramPtr>;

    base::Labels m_labels;
    qint64 m_newestMs = std::numeric_limits<qint64>::min();
    HeadColumn<double> m_numbers;
    std::unique_ptr<Histograms> m_histograms;
    std::vector<ChunkRunPtr> m_sealed; // each within one window
    std::vector<ChunkRunPtr> m_leaving;
};

} // namespace wf::store
