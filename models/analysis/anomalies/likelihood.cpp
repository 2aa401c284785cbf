// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/likelihood.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t window = 2000;
constexpr std::size_t leastSeen = 100;
constexpr double recent = 5; // samples of the moving mean

} // namespace

double Likelihood::add(double rarity)
{
    m_recent += (rarity - m_recent) / recent;
    double out = 0;
    if (m_last.size() >= leastSeen) {
        const double n = static_cast<double>(m_last.size());
        const double usual = m_sum / n;
        const double variance = std::max(m_squares / n - usual * usual, 0.05);
        out = (m_recent - usual) / std::sqrt(variance * 2 / recent);
    }
    m_last.push_back(rarity);
    m_sum += rarity;
    m_squares += rarity * rarity;
    if (m_last.size() > window) {
        m_sum -= m_last.front();
        m_squares -= m_last.front() * m_last.front();
        m_last.pop_front();
    }
    return out;
}

bool Debounce::isNews(bool excess)
{
    m_since = std::min(m_since + 1, m_quiet + 1);
    if (!excess)
        return false;
    const bool out = m_since > m_quiet;
    m_since = 0;
    return out;
}

} // namespace wf::analysis
