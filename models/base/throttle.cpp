// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/throttle.h"

namespace wf::base {

Throttle::Throttle(std::chrono::milliseconds interval, std::function<void()> call) : m_call(std::move(call))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(interval);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        const auto pending = m_call; // outlives this object when the call destroys it
        pending();
    });
}

void Throttle::trigger()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void Throttle::flush()
{
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    const auto pending = m_call;
    pending();
}

void Throttle::cancel()
{
    m_timer.stop();
}

} // namespace wf::base
