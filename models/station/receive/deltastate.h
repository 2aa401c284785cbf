// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/signals/nativehistogram.h"

#include <cstddef>
#include <list>
#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

namespace wf::station {

// A classic histogram's running totals; counts are per bucket, one more than bounds.
struct HistogramTotals {
    std::vector<double> bounds;
    std::vector<double> counts;
    double count = 0;
    double sum = 0;
    friend bool operator==(const HistogramTotals &, const HistogramTotals &) = default;
};

// Turns what exporters tell as differences into running totals. Holds the newest `most` series; one that was forgotten,
// or whose buckets changed, starts again at its next difference, which readers take for a counter reset. One thread.
class DeltaState {
public:
    explicit DeltaState(std::size_t most = 100'000) : m_most(most ? most : 1) {}

    // The total after this difference; nothing when it is not newer than the last one of its series.
    [[nodiscard]] std::optional<double> add(const base::Labels &series, qint64 timeNs, double delta);
    [[nodiscard]] std::optional<HistogramTotals> add(const base::Labels &series, qint64 timeNs, HistogramTotals delta);
    [[nodiscard]] std::optional<signals::NativeHistogram> add(const base::Labels &series, qint64 timeNs,
                                                              signals::NativeHistogram delta);
    [[nodiscard]] std::size_t size() const { return m_series.size(); }
    [[nodiscard]] qint64 forgotten() const { return m_forgotten; }

private:
    struct Entry {
        base::Labels series;
        qint64 timeNs = 0;
        std::variant<double, HistogramTotals, signals::NativeHistogram> total;
    };
    template<class T>
    [[nodiscard]] std::optional<T> addAny(const base::Labels &series, qint64 timeNs, T delta);

    std::size_t m_most;
    qint64 m_forgotten = 0;
    std::list<Entry> m_order; // newest first
    std::unordered_map<base::Labels, std::list<Entry>::iterator> m_series;
};

// Sum of two native histograms of the same kind at the coarser resolution of both; nothing when they cannot be added
// (custom buckets or zero thresholds differ).
[[nodiscard]] std::optional<signals::NativeHistogram> sumOf(const signals::NativeHistogram &a,
                                                            const signals::NativeHistogram &b);

} // namespace wf::station
