// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/series.h"
#include "widgets/chart/raster/pyramid.h"

#include <cstdint>
#include <optional>
#include <span>

namespace wf::widgets {

// One line ready to be drawn: finite samples as packed floats in runs. A run is what is joined by a line; it ends where
// a sample is missing (distance above 1.5 steps), NaN or infinite. Any thread, one at a time.
class LineColumn {
public:
    struct Run {
        std::uint32_t begin = 0, end = 0; // indices into values()
        qint64 startNs = 0;
        qint64 stepNs = 0; // 0 = times differ: see timeNs()
        [[nodiscard]] std::uint32_t size() const { return end - begin; }
    };
    // Where samples are absent for more than one step: from the last sample before to the first after.
    struct Gap {
        base::TimeRange range;
        int missing = 0; // samples
    };

    LineColumn() = default;
    // stepNs 0: the smallest distance between neighbours.
    LineColumn(const signals::Series &series, qint64 stepNs);

    // Later samples, ascending. Costs what is new.
    void append(std::span<const qint64> timesMs, std::span<const double> samples);

    // Samples minus base(), which is 0 unless they are large: floats keep their precision then too.
    [[nodiscard]] std::span<const float> values() const { return m_values; }
    [[nodiscard]] double base() const { return m_base; }
    [[nodiscard]] std::span<const Run> runs() const { return m_runs; }
    [[nodiscard]] const Pyramid &pyramid() const { return m_pyramid; }
    [[nodiscard]] qint64 stepNs() const { return m_stepNs; }
    [[nodiscard]] qint64 lastNs() const { return m_lastNs; }
    [[nodiscard]] qint64 timeNs(const Run &run, std::uint32_t index) const;
    // Position of a moment within the run in samples from its begin; may lie outside [0, size).
    [[nodiscard]] double position(const Run &run, qint64 timeNs) const;
    // First run that ends at or after the moment.
    [[nodiscard]] std::size_t firstRunEndingAfter(qint64 timeNs) const;
    struct Bounds {
        double low, high;
    };
    // Bounds of the samples inside the range; nothing when there are none.
    [[nodiscard]] std::optional<Bounds> bounds(base::TimeRange range) const;
    // Gaps of more than `intervals` missing samples that touch the range.
    [[nodiscard]] std::vector<Gap> gaps(base::TimeRange range, int intervals = 3) const;
    [[nodiscard]] std::size_t bytes() const;

private:
    [[nodiscard]] qint64 endNs(const Run &run) const { return timeNs(run, run.end - 1); }
    void addSample(qint64 ns, float value);
    void makeIrregular(Run &run);

    std::vector<float> m_values;
    std::vector<qint64> m_times; // parallel to m_values, filled only once a run is irregular
    std::vector<Run> m_runs;
    Pyramid m_pyramid;
    double m_base = 0;
    qint64 m_stepNs = 0;
    qint64 m_lastNs = 0;  // time of the last sample, finite or not
    bool m_broken = true; // the next finite sample starts a run
};

} // namespace wf::widgets
