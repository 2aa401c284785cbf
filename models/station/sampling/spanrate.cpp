// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sampling/spanrate.h"

#include "models/base/clock.h"

#include <algorithm>
#include <cmath>

namespace wf::station {

namespace {
constexpr double smoothing = 0.2; // of one second
constexpr double recovery = 1.1;  // each second
constexpr double leastEase = 0.01;
} // namespace

void SpanRate::roll(qint64 nowNs)
{
    if (m_secondNs == 0 || nowNs < m_secondNs) {
        m_secondNs = nowNs;
        return;
    }
    const qint64 seconds = (nowNs - m_secondNs) / base::nsPerSecond;
    if (seconds == 0)
        return;
    m_rate += smoothing * (static_cast<double>(m_inSecond) - m_rate);
    m_inSecond = 0;
    const double idle = static_cast<double>(std::min<qint64>(seconds - 1, 1'000));
    m_rate *= std::pow(1 - smoothing, idle);
    m_ease = std::min(1.0, m_ease * std::pow(recovery, idle + 1));
    m_secondNs += seconds * base::nsPerSecond;
}

void SpanRate::add(qint64 spans, qint64 nowNs)
{
    roll(nowNs);
    m_inSecond += spans;
}

void SpanRate::pushedBack(qint64 nowNs)
{
    roll(nowNs);
    if (nowNs >= m_pushedNs && nowNs - m_pushedNs < base::nsPerSecond)
        return;
    m_pushedNs = nowNs;
    m_ease = std::max(leastEase, m_ease / 2);
}

double SpanRate::share() const
{
    // A burst is noticed within its first second.
    const double rate = std::max(m_rate, static_cast<double>(m_inSecond));
    return rate <= limit() ? 1.0 : limit() / rate;
}

} // namespace wf::station
