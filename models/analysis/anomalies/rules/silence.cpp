// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/rules/silence.h"

#include <algorithm>

namespace wf::analysis {

void MissingData::sample(qint64 timeMs)
{
    if (m_begun && timeMs > m_lastMs)
        m_intervals.add(static_cast<double>(timeMs - m_lastMs));
    if (!m_begun || timeMs > m_lastMs)
        m_lastMs = timeMs;
    m_begun = true;
}

std::optional<qint64> MissingData::missingSince(qint64 nowMs) const
{
    if (m_intervals.size() < 5)
        return std::nullopt;
    const double usual = m_intervals.quantile(0.5);
    if (static_cast<double>(nowMs - m_lastMs) <= std::max(5 * usual, 10'000.0))
        return std::nullopt;
    return m_lastMs + static_cast<qint64>(usual);
}

std::optional<qint64> MissingData::usualMs() const
{
    if (m_intervals.size() < 5)
        return std::nullopt;
    return static_cast<qint64>(m_intervals.quantile(0.5));
}

bool FlatLine::look(double value)
{
    constexpr std::size_t memory = 2000;
    constexpr std::size_t shortest = 20;
    ++m_seen;
    if (m_run > 0 && value == m_value) {
        ++m_run;
        return m_longest > 0 && m_run >= std::max(shortest, 3 * m_longest + 1);
    }
    if (m_run >= m_longest || m_age > memory) {
        m_longest = m_run;
        m_age = 0;
    }
    m_age += m_run;
    m_value = value;
    m_run = 1;
    return false;
}

} // namespace wf::analysis
