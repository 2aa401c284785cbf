// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/correlation/damping.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

double Damping::penaltyAt(qint64 ns, const DampingSettings &settings) const
{
    const auto age = static_cast<double>(std::max<qint64>(0, ns - m_lastNs));
    return m_penalty * std::exp2(-age / static_cast<double>(settings.halfLifeNs));
}

bool Damping::begins(qint64 ns, const DampingSettings &settings)
{
    const double left = penaltyAt(ns, settings);
    if (left < settings.reuseAt)
        m_suppressed = false;
    m_penalty = std::min(left + 1, settings.mostPenalty);
    m_lastNs = std::max(ns, m_lastNs);
    if (left >= settings.suppressAt)
        m_suppressed = true;
    return !m_suppressed;
}

} // namespace wf::analysis
