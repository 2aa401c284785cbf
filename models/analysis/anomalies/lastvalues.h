// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wf::analysis {

// The last so many values in order of time, in no more memory than they need.
class LastValues {
public:
    // 1 … 65,535 values.
    explicit LastValues(std::size_t most) : m_most(static_cast<std::uint16_t>(most)) {}
    // The oldest goes when there are so many.
    void add(double value)
    {
        if (m_values.empty())
            m_values.reserve(m_most);
        if (m_values.size() < m_most) {
            m_values.push_back(value);
            return;
        }
        m_values[m_first] = value;
        m_first = static_cast<std::uint16_t>(m_first + 1 == m_most ? 0 : m_first + 1);
    }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] bool isFull() const { return m_values.size() == m_most; }
    // 0: the oldest.
    [[nodiscard]] double operator[](std::size_t i) const
    {
        const std::size_t at = m_first + i;
        return m_values[at < m_values.size() ? at : at - m_values.size()];
    }
    [[nodiscard]] std::vector<double> inOrder() const
    {
        std::vector<double> out(m_values.size());
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = (*this)[i];
        return out;
    }

private:
    std::uint16_t m_most;
    std::uint16_t m_first = 0;
    std::vector<double> m_values;
};

} // namespace wf::analysis
