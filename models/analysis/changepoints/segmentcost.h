// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wf::analysis {

enum class SegmentShape { Level, Line };

// Sum of squared departures of values[from, to) from their mean, or from their least-squares line, in constant time.
// Values should be near zero in mean and one in spread; several series of equal length add up.
class SegmentCost {
public:
    SegmentCost(std::span<const double> values, SegmentShape shape);
    void add(std::span<const double> values);
    [[nodiscard]] double operator()(std::size_t from, std::size_t to) const;
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    struct Sums {
        std::vector<double> y, yy, ty;
    };
    [[nodiscard]] double one(const Sums &sums, std::size_t from, std::size_t to) const;
    std::size_t m_size;
    SegmentShape m_shape;
    std::vector<Sums> m_series;
};

} // namespace wf::analysis
