// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/tide.h"

#include <algorithm>
#include <cmath>

namespace wf::app {

namespace {

constexpr std::size_t mostTimes = 3000;
constexpr float never = 20; // longer ago than any logarithm of seconds

double seconds(qint64 ns)
{
    return static_cast<double>(ns) / base::nsPerSecond;
}

} // namespace

float logOf(double value)
{
    return static_cast<float>(std::log1p(value));
}

void Tide::note(qint64 ns)
{
    if (m_count++ == 0)
        m_firstNs = ns;
    m_gapNs = m_times.empty() ? -1 : ns - m_times.back();
    m_times.push_back(ns);
    while (m_times.size() > mostTimes || ns - m_times.front() > spansNs.back())
        m_times.pop_front();
}

QStringList Tide::names(const QString &of)
{
    return {of + QStringLiteral(" in ten seconds"),
            of + QStringLiteral(" in a minute"),
            of + QStringLiteral(" in ten minutes"),
            of + QStringLiteral(" in an hour"),
            of + QStringLiteral(" in a day"),
            of + QStringLiteral(" so far"),
            of + QStringLiteral(", seconds since the first"),
            of + QStringLiteral(", seconds since the last")};
}

void Tide::append(std::vector<float> &row) const
{
    const qint64 now = m_times.empty() ? 0 : m_times.back();
    for (const qint64 span : spansNs)
        row.push_back(
            logOf(static_cast<double>(m_times.end() - std::lower_bound(m_times.begin(), m_times.end(), now - span))));
    row.push_back(logOf(static_cast<double>(m_count)));
    row.push_back(logOf(seconds(now - m_firstNs)));
    row.push_back(m_gapNs < 0 ? never : logOf(seconds(m_gapNs)));
}

} // namespace wf::app
