// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wf::analysis {

// The last values, in order of time and of size: ten bytes a value. Insertion costs the logarithm and a short move.
class SortedWindow {
public:
    // 1 … 65,535 values.
    explicit SortedWindow(std::size_t most) : m_most(static_cast<std::uint16_t>(most)) {}
    void add(double value);
    [[nodiscard]] std::size_t size() const { return m_sorted.size(); }
    // Linear between order statistics, as sortedQuantile(); 0 when empty.
    [[nodiscard]] double quantile(double share) const;

private:
    [[nodiscard]] double at(std::size_t place) const { return m_order[m_sorted[place]]; }
    std::uint16_t m_most;
    std::uint16_t m_next = 0;            // in m_order, once that is full
    std::vector<double> m_order;         // a ring in order of time
    std::vector<std::uint16_t> m_sorted; // places of m_order by value, equal ones in any order
};

} // namespace wf::analysis
