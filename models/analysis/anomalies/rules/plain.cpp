// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/rules/plain.h"

#include "models/analysis/numbers/robust.h"

#include <cmath>
#include <vector>

namespace wf::analysis {

Opinion ZScore::look(const Sample &sample)
{
    Opinion out;
    if (m_count >= 10) {
        out.expected = m_mean;
        const double deviation = std::sqrt(m_variance);
        const double departure = sample.value - m_mean;
        out.departure = deviation > 0 ? departure / deviation : (departure == 0 ? 0 : std::copysign(10, departure));
        out.unit = deviation > 0 ? deviation : 1;
    }
    const double share = m_count == 0 ? 1 : std::max(m_share, 1.0 / (m_count + 1));
    const double step = sample.value - m_mean;
    m_mean += share * step;
    m_variance = (1 - share) * (m_variance + share * step * step);
    ++m_count;
    return out;
}

Opinion RateOfChange::look(const Sample &sample)
{
    Opinion out;
    if (m_begun && sample.timeMs > m_last.timeMs) {
        out.expected = m_last.value;
        const double seconds = static_cast<double>(sample.timeMs - m_last.timeMs) / 1000;
        out.departure = (sample.value - m_last.value) / seconds;
        out.unit = seconds;
    }
    m_last = sample;
    m_begun = true;
    return out;
}

Opinion LevelShift::look(const Sample &sample)
{
    Opinion out;
    m_last.add(sample.value);
    if (!m_last.isFull())
        return out;
    const std::vector<double> all = m_last.inOrder();
    const auto older = std::span(all).first(m_window);
    const auto newer = std::span(all).last(m_window);
    out.expected = median(older);
    const double shift = median(newer) - out.expected;
    const double noise = noiseScale(all);
    out.departure = noise > 0 ? shift / noise : (shift == 0 ? 0 : std::copysign(10, shift));
    out.unit = 0; // it is the median that departs, not the sample
    return out;
}

} // namespace wf::analysis
