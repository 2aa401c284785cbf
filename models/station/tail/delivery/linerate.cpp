// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/delivery/linerate.h"

#include "models/base/clock.h"

#include <algorithm>

namespace wf::station::tail {

namespace {
constexpr double windowSeconds = 10;
}

void LineRate::update(qint64 lines, qint64 nowNs)
{
    if (m_lastNs == 0)
        m_lastNs = nowNs - base::nsPerSecond; // what came with the first look counts as a second's
    const double seconds = static_cast<double>(nowNs - m_lastNs) / 1e9;
    if (seconds < 1)
        return;
    const double now = static_cast<double>(lines - m_lines) / seconds;
    m_perSecond += std::min(1.0, seconds / windowSeconds) * (now - m_perSecond);
    m_lines = lines;
    m_lastNs = nowNs;
}

} // namespace wf::station::tail
