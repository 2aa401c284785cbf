// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/likelihood.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t window = 2000;
constexpr std::size_t leastSeen = 100;
constexpr double recent = 9; // samples of the moving mean
constexpr double steps = 20; // of the kept rarities, per unit

} // namespace

double Likelihood::add(double rarity)
{
    m_recent += (rarity - m_recent) / recent;
    double out = 0;
    if (m_last.size() >= leastSeen) {
        const double n = static_cast<double>(m_last.size());
        const double usual = static_cast<double>(m_sum) / steps / n;
        const double variance = static_cast<double>(m_squares) / (steps * steps) / n - usual * usual;
        out = (m_recent - usual) / std::sqrt(std::max(variance, 0.2) * 2 / recent);
    }
    const auto code = static_cast<std::uint8_t>(std::lround(std::clamp(rarity, 0.0, 12.0) * steps));
    if (m_last.size() < window) {
        if (m_last.size() == m_last.capacity() && m_last.size() > window / 3)
            m_last.reserve(window);
        m_last.push_back(code);
    } else {
        m_sum -= m_last[m_next];
        m_squares -= static_cast<std::uint64_t>(m_last[m_next]) * m_last[m_next];
        m_last[m_next] = code;
        m_next = (m_next + 1) % window;
    }
    m_sum += code;
    m_squares += static_cast<std::uint64_t>(code) * code;
    return out;
}

double News::bar() const
{
    std::vector<double> peaks;
    for (std::size_t i = 0; i + 1 < m_episodes.size(); ++i)
        peaks.push_back(m_episodes[i].peak);
    if (m_settings.often == 0 || peaks.size() < m_settings.often)
        return m_settings.level;
    const auto least = peaks.begin() + static_cast<std::ptrdiff_t>(m_settings.often - 1);
    std::nth_element(peaks.begin(), least, peaks.end(), std::greater<>());
    return std::max(m_settings.level, *least);
}

// An episode with enough newer ones that were as loud is never among the loudest again.
void News::forgetQuieter()
{
    for (std::size_t i = m_episodes.size(); i-- > 0;) {
        const auto newer = m_episodes.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        const auto louder = std::count_if(newer, m_episodes.end(),
                                          [peak = m_episodes[i].peak](const Episode &e) { return e.peak >= peak; });
        if (m_settings.often > 0 && louder >= static_cast<std::ptrdiff_t>(m_settings.often))
            m_episodes.erase(newer - 1);
    }
}

bool News::isNews(double likelihood)
{
    m_since = std::min(m_since + 1, m_settings.quiet + 1);
    for (Episode &e : m_episodes)
        ++e.age;
    while (!m_episodes.empty() && m_episodes.front().age > m_settings.memory)
        m_episodes.erase(m_episodes.begin());
    if (likelihood < m_settings.level)
        return false;
    if (m_since > m_settings.quiet || m_episodes.empty()) {
        forgetQuieter();
        m_episodes.push_back({0, likelihood});
        m_isTold = false;
    }
    m_since = 0;
    m_episodes.back().peak = std::max(m_episodes.back().peak, likelihood);
    const bool out = !m_isTold && likelihood >= bar();
    m_isTold = m_isTold || out;
    return out;
}

} // namespace wf::analysis
