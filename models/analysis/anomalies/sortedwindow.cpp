// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/sortedwindow.h"

#include <algorithm>

namespace wf::analysis {

void SortedWindow::add(double value)
{
    const auto byValue = [this](std::uint16_t place, double than) { return m_order[place] < than; };
    std::size_t place = m_order.size();
    if (place < m_most) {
        if (place == m_order.capacity() && place > m_most / 3U) {
            m_order.reserve(m_most);
            m_sorted.reserve(m_most);
        }
        m_order.push_back(value);
    } else {
        place = m_next;
        auto old = std::lower_bound(m_sorted.begin(), m_sorted.end(), m_order[place], byValue);
        while (*old != place) // among equal ones
            ++old;
        m_sorted.erase(old);
        m_order[place] = value;
        m_next = static_cast<std::uint16_t>((m_next + 1) % m_most);
    }
    m_sorted.insert(std::lower_bound(m_sorted.begin(), m_sorted.end(), value, byValue),
                    static_cast<std::uint16_t>(place));
}

double SortedWindow::quantile(double share) const
{
    if (m_sorted.empty())
        return 0;
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(m_sorted.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const double a = at(low);
    return low + 1 < m_sorted.size() ? a + (place - static_cast<double>(low)) * (at(low + 1) - a) : a;
}

} // namespace wf::analysis
