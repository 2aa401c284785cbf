// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"

#include <chrono>

namespace wf::base {

qint64 SystemClock::nowNs() const
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

qint64 SystemClock::monotonicNs() const
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

RunningClock::RunningClock(qint64 startNs, double speed)
    : m_startNs(startNs), m_zeroNs(m_system.monotonicNs()), m_speed(speed)
{
}

qint64 RunningClock::nowNs() const
{
    const auto passed = static_cast<double>(m_system.monotonicNs() - m_zeroNs);
    return m_startNs + static_cast<qint64>(passed * m_speed);
}

qint64 RunningClock::monotonicNs() const
{
    return m_system.monotonicNs();
}

} // namespace wf::base
