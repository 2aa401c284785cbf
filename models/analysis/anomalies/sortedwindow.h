// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace wf::analysis {

// The last values, in order of time and of size. Insertion costs the logarithm and a short move.
class SortedWindow {
public:
    explicit SortedWindow(std::size_t most) : m_most(most) {}
    void add(double value);
    [[nodiscard]] std::size_t size() const { return m_sorted.size(); }
    [[nodiscard]] const std::vector<double> &ascending() const { return m_sorted; }
    [[nodiscard]] double quantile(double share) const;

private:
    std::size_t m_most;
    std::size_t m_next = 0; // in m_order, once that is full
    std::vector<double> m_order;
    std::vector<double> m_sorted;
};

} // namespace wf::analysis
