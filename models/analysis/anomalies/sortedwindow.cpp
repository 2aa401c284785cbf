// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/sortedwindow.h"

#include "models/analysis/numbers/robust.h"

#include <algorithm>

namespace wf::analysis {

void SortedWindow::add(double value)
{
    if (m_order.size() == m_most) {
        m_sorted.erase(std::lower_bound(m_sorted.begin(), m_sorted.end(), m_order.front()));
        m_order.pop_front();
    }
    m_order.push_back(value);
    m_sorted.insert(std::upper_bound(m_sorted.begin(), m_sorted.end(), value), value);
}

double SortedWindow::quantile(double share) const
{
    return sortedQuantile(m_sorted, share);
}

} // namespace wf::analysis
