// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/expectations.h"

#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::analysis {

Opinion RollingMedian::look(const Sample &sample)
{
    Opinion out;
    if (m_window.size() >= 10) {
        out.expected = m_window.quantile(0.5);
        out.departure = sample.value - out.expected;
        const double range = m_window.quantile(0.75) - m_window.quantile(0.25);
        const double wide = m_window.quantile(0.95) - m_window.quantile(0.05);
        const double scale = std::max(range, wide / 4);
        if (scale > 0) {
            out.departure /= scale;
            out.unit = scale;
        } else if (out.departure != 0) { // the first one that differs at all: only the spread can tell how far it is
            out.unit = std::abs(out.departure) / firstDeparture;
            out.departure = std::copysign(firstDeparture, out.departure);
        }
    }
    m_window.add(sample.value);
    return out;
}

Autoregression::Autoregression(std::size_t order, double forgetting)
    : m_order(order),
      m_forgetting(forgetting),
      m_weights(order + 1, 0),
      m_covariance((order + 1) * (order + 2) / 2, 0),
      m_inputs(order + 1, 0),
      m_last(order),
      m_seen(64)
{
    for (std::size_t k = 0; k <= order; ++k)
        m_covariance[k * (k + 1) / 2 + k] = 100;
    m_weights[0] = 1;
}

void Autoregression::learn(double target)
{
    const std::size_t n = m_order + 1;
    std::vector<double> gain(n, 0);
    double size = m_forgetting;
    double said = 0;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k <= i; ++k)
            gain[i] += m_covariance[i * (i + 1) / 2 + k] * m_inputs[k];
        for (std::size_t k = i + 1; k < n; ++k)
            gain[i] += m_covariance[k * (k + 1) / 2 + i] * m_inputs[k];
        size += m_inputs[i] * gain[i];
        said += m_weights[i] * m_inputs[i];
    }
    const double error = target - said;
    for (std::size_t i = 0; i < n; ++i)
        m_weights[i] += gain[i] / size * error;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k <= i; ++k) {
            double &c = m_covariance[i * (i + 1) / 2 + k];
            c = std::clamp((c - gain[i] * gain[k] / size) / m_forgetting, -1e6, 1e6);
        }
}

Opinion Autoregression::look(const Sample &sample)
{
    Opinion out;
    const double centre = m_seen.quantile(0.5);
    const double spread = std::max(m_seen.quantile(0.95) - m_seen.quantile(0.05), 1e-12 + 1e-6 * std::abs(centre));
    const auto scaled = [=](double v) { return std::clamp((v - centre) / spread, -3.0, 3.0); };
    if (m_last.isFull() && m_seen.size() >= 2 * m_order) {
        for (std::size_t k = 0; k < m_order; ++k)
            m_inputs[k] = scaled(m_last[m_order - 1 - k]);
        m_inputs[m_order] = 1;
        double said = 0;
        for (std::size_t k = 0; k <= m_order; ++k)
            said += m_weights[k] * m_inputs[k];
        if (++m_count > 3 * m_order) {
            out.expected = centre + spread * std::clamp(said, -3.0, 3.0);
            out.departure = sample.value - out.expected;
        }
        learn(scaled(sample.value));
    }
    m_last.add(sample.value);
    m_seen.add(sample.value);
    return out;
}

Opinion LocalLine::look(const Sample &sample)
{
    Opinion out;
    if (m_last.isFull()) {
        const double n = static_cast<double>(m_window);
        const double middle = (n - 1) / 2;
        double sum = 0, ty = 0;
        for (std::size_t i = 0; i < m_window; ++i) {
            sum += m_last[i];
            ty += (static_cast<double>(i) - middle) * m_last[i];
        }
        out.expected = sum / n + ty / (n * (n * n - 1) / 12) * (n - middle);
        out.departure = sample.value - out.expected;
    }
    m_last.add(sample.value);
    return out;
}

bool TimeOfDay::remember(std::uint16_t quarter, double value)
{
    if (m_hasKept && quarter == m_kept)
        return false; // weeks are worth more than every second of a day
    if (std::abs(value - m_reference) > 1e38)
        return false; // no float
    m_hasKept = true;
    m_kept = quarter;
    const auto kept = static_cast<float>(value - m_reference);
    if (m_quarters.size() < most) {
        if (m_quarters.size() == m_quarters.capacity() && m_quarters.size() > most / 3) {
            m_quarters.reserve(most);
            m_values.reserve(most);
        }
        m_quarters.push_back(quarter);
        m_values.push_back(kept);
        return true;
    }
    m_quarters[m_next] = quarter;
    m_values[m_next] = kept;
    m_next = static_cast<std::uint16_t>((m_next + 1) % most);
    return true;
}

double TimeOfDay::usual(std::uint16_t quarter, bool byKind) const
{
    const auto isWeekend = [this](std::size_t day) {
        return ((m_firstDay + static_cast<qint64>(day) + 3) % 7 + 7) % 7 >= 5;
    };
    const std::size_t slot = quarter % slotCount, day = quarter / slotCount;
    std::vector<double> alike;
    for (std::size_t i = 0; i < m_quarters.size(); ++i)
        if (m_quarters[i] % slotCount == slot && m_quarters[i] / slotCount != day &&
            (!byKind || isWeekend(m_quarters[i] / slotCount) == isWeekend(day)))
            alike.push_back(static_cast<double>(m_values[i]));
    return alike.size() >= 3 ? m_reference + median(alike) : std::numeric_limits<double>::quiet_NaN();
}

// What is usual changes with the quarter and with what is kept, not with every sample.
Opinion TimeOfDay::look(const Sample &sample)
{
    constexpr qint64 dayMs = 86'400'000;
    const qint64 inDay = ((sample.timeMs % dayMs) + dayMs) % dayMs;
    const qint64 dayNumber = (sample.timeMs - inDay) / dayMs;
    if (!m_begun) {
        m_begun = true;
        m_firstMs = sample.timeMs;
        m_firstDay = dayNumber;
        m_reference = sample.value;
    }
    const qint64 slots = static_cast<qint64>(slotCount);
    const qint64 day = ((dayNumber - m_firstDay) % dayCount + dayCount) % dayCount;
    const auto quarter = static_cast<std::uint16_t>(day * slots + inDay * slots / dayMs);
    const bool byKind = sample.timeMs - m_firstMs > 14 * dayMs;
    if (!m_hasAsked || quarter != m_asked || byKind != m_askedByKind) {
        m_usual = usual(quarter, byKind);
        m_hasAsked = true;
        m_asked = quarter;
        m_askedByKind = byKind;
    }
    Opinion out;
    if (!std::isnan(m_usual)) {
        out.expected = m_usual;
        out.departure = sample.value - out.expected;
    }
    if (remember(quarter, sample.value))
        m_hasAsked = false; // it may have taken the place of one that counts
    return out;
}

} // namespace wf::analysis
