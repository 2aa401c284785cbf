// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/rawseries.h"

#include <vector>

namespace wf::query {

// The instants of one evaluation, equally spaced; sub-queries have their own.
struct Grid {
    qint64 startMs = 0;
    qint64 stepMs = 1;
    std::size_t count = 1;
    [[nodiscard]] qint64 at(std::size_t step) const { return startMs + static_cast<qint64>(step) * stepMs; }
    [[nodiscard]] qint64 lastMs() const { return at(count - 1); }
    [[nodiscard]] bool isSingle() const { return count == 1; }
    [[nodiscard]] Grid onlyFirst() const { return {startMs, stepMs, 1}; }
};

// A step without a sample holds a staleness marker: those never come out of a selector, so nothing else is one.
inline double absentValue()
{
    return signals::staleMarker();
}
inline bool isAbsent(double v)
{
    return signals::isStaleMarker(v);
}

// One series of an instant vector over all steps of a grid, as columns. Where a histogram is, the value is absent.
struct Line {
    base::Labels labels;
    bool dropsName = false; // its name goes at the end (delayed removal)
    std::vector<double> values;
    std::vector<signals::NativeHistogramPtr> histograms; // empty, or one a step

    Line() = default;
    Line(base::Labels l, bool drops, std::size_t steps)
        : labels(std::move(l)), dropsName(drops), values(steps, absentValue())
    {
    }
    [[nodiscard]] const signals::NativeHistogram *histogram(std::size_t step) const
    {
        return histograms.empty() ? nullptr : histograms[step].get();
    }
    [[nodiscard]] bool has(std::size_t step) const { return !isAbsent(values[step]) || histogram(step); }
    [[nodiscard]] bool isEmpty() const;
    void set(std::size_t step, signals::NativeHistogramPtr h)
    {
        if (histograms.empty())
            histograms.resize(values.size());
        histograms[step] = std::move(h);
    }
    void clear(std::size_t step)
    {
        values[step] = absentValue();
        if (!histograms.empty())
            histograms[step].reset();
    }
    // What `from` holds at a step, a histogram shared.
    void copyStep(std::size_t step, const Line &from)
    {
        values[step] = from.values[step];
        if (from.histogram(step))
            set(step, from.histograms[step]);
    }
};
using Lines = std::vector<Line>;

} // namespace wf::query
