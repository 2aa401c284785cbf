// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/departurescale.h"

#include <cmath>

namespace wf::analysis {

namespace {

constexpr double most = 1e4;
constexpr std::size_t leastSeen = 20;

} // namespace

double DepartureScale::scale(double spread) const
{
    return std::max({m_sizes.quantile(0.75), m_sizes.quantile(0.95) / 6, 0.1 * spread, 1e-9});
}

double DepartureScale::judge(double departure, double spread)
{
    const double size = std::abs(departure);
    const double out = m_sizes.size() < leastSeen ? 0 : std::min(most, size / scale(spread));
    m_sizes.add(size);
    return out;
}

} // namespace wf::analysis
