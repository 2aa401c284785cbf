// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/sortedwindow.h"

#include "models/analysis/numbers/robust.h"

#include <algorithm>

namespace wf::analysis {

void SortedWindow::add(double value)
{
    if (m_order.size() < m_most) {
        if (m_order.size() == m_order.capacity() && m_order.size() > m_most / 3) {
            m_order.reserve(m_most);
            m_sorted.reserve(m_most);
        }
        m_order.push_back(value);
    } else {
        m_sorted.erase(std::lower_bound(m_sorted.begin(), m_sorted.end(), m_order[m_next]));
        m_order[m_next] = value;
        m_next = (m_next + 1) % m_most;
    }
    m_sorted.insert(std::upper_bound(m_sorted.begin(), m_sorted.end(), value), value);
}

double SortedWindow::quantile(double share) const
{
    return sortedQuantile(m_sorted, share);
}

} // namespace wf::analysis
