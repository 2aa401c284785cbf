// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/histogrammean.h"

namespace wf::query {

using signals::NativeHistogram;

void HistogramMean::scale(double factor, bool divides)
{
    const auto each = [&](NativeHistogram &h) { divides ? divide(h, factor) : multiply(h, factor); };
    each(m_sum.sum);
    if (m_sum.compensation)
        each(*m_sum.compensation);
}

bool HistogramMean::add(const NativeHistogram &h)
{
    see(h);
    ++m_count;
    if (!m_isIncremental) {
        CompensatedHistogram next = m_sum;
        if (!see(query::add(next, h)))
            return false;
        if (!hasOverflow(next.sum)) {
            m_sum = std::move(next);
            return true;
        }
        m_isIncremental = true;
        scale(m_count - 1, true);
    }
    scale((m_count - 1) / m_count, false);
    NativeHistogram part = h;
    divide(part, m_count);
    return see(query::add(m_sum, part));
}

NativeHistogram HistogramMean::result() const
{
    HistogramMean mean = *this;
    if (!m_isIncremental)
        mean.scale(m_count, true);
    return settled(std::move(mean.m_sum));
}

} // namespace wf::query
