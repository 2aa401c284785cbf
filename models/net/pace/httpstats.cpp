// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/pace/httpstats.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace wf::net {

namespace {

constexpr qint64 clockWasSetNs = 3 * base::nsPerSecond; // more than cutting to seconds explains

}

void LatencyWindow::add(qint64 ns)
{
    m_ring[m_count++ % m_ring.size()] = ns;
}

double LatencyWindow::quantileMs(double q) const
{
    const std::size_t size = std::min(m_count, m_ring.size());
    if (size == 0)
        return 0;
    std::vector<qint64> sorted(m_ring.begin(), m_ring.begin() + static_cast<std::ptrdiff_t>(size));
    const auto at = static_cast<std::ptrdiff_t>(q * static_cast<double>(size - 1) + 0.5);
    std::nth_element(sorted.begin(), sorted.begin() + at, sorted.end());
    return static_cast<double>(sorted[static_cast<std::size_t>(at)]) / static_cast<double>(base::nsPerMs);
}

void SkewEstimate::add(qint64 serverNs, qint64 sentNs, qint64 receivedNs)
{
    // Date is cut to whole seconds: on average half a second is missing.
    const qint64 server = serverNs + base::nsPerSecond / 2;
    const Sample sample{server - (sentNs + (receivedNs - sentNs) / 2), receivedNs - sentNs};
    if (sample.roundTripNs < 0) // our clock was set back between
        return;
    if (m_count > 0 && std::abs(sample.skewNs - skewNs()) > sample.roundTripNs / 2 + clockWasSetNs)
        m_count = 0;
    m_ring[m_count++ % m_ring.size()] = sample;
}

qint64 SkewEstimate::skewNs() const
{
    const std::size_t size = std::min(m_count, m_ring.size());
    if (size == 0)
        return 0;
    const auto end = m_ring.begin() + static_cast<std::ptrdiff_t>(size);
    return std::min_element(m_ring.begin(), end,
                            [](const Sample &a, const Sample &b) { return a.roundTripNs < b.roundTripNs; })
        ->skewNs;
}

} // namespace wf::net
