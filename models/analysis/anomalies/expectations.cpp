// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/expectations.h"

#include "models/analysis/numbers/robust.h"

#include <cmath>

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
        } else if (out.departure != 0)
            out.departure = std::copysign(10, out.departure); // the first one that differs at all
    }
    m_window.add(sample.value);
    return out;
}

Autoregression::Autoregression(std::size_t order, double forgetting)
    : m_order(order),
      m_forgetting(forgetting),
      m_weights(order + 1, 0),
      m_covariance((order + 1) * (order + 1), 0),
      m_inputs(order + 1, 0),
      m_last(order),
      m_seen(64)
{
    for (std::size_t k = 0; k <= order; ++k)
        m_covariance[k * (order + 1) + k] = 100;
    m_weights[0] = 1;
}

void Autoregression::learn(double target)
{
    const std::size_t n = m_order + 1;
    std::vector<double> gain(n, 0);
    double size = m_forgetting;
    double said = 0;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < n; ++k)
            gain[i] += m_covariance[i * n + k] * m_inputs[k];
        size += m_inputs[i] * gain[i];
        said += m_weights[i] * m_inputs[i];
    }
    const double error = target - said;
    for (std::size_t i = 0; i < n; ++i)
        m_weights[i] += gain[i] / size * error;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < n; ++k) {
            double &c = m_covariance[i * n + k];
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

void TimeOfDay::remember(std::uint8_t slot, const Sample &sample, std::uint16_t day)
{
    if (slot == m_keptSlot && day == m_keptDay)
        return; // weeks are worth more than every second of a day
    if (std::abs(sample.value - m_reference) > 1e38)
        return; // no float
    m_keptSlot = slot;
    m_keptDay = day;
    const auto value = static_cast<float>(sample.value - m_reference);
    if (m_slots.size() < most) {
        if (m_slots.size() == m_slots.capacity() && m_slots.size() > most / 3) {
            m_slots.reserve(most);
            m_days.reserve(most);
            m_values.reserve(most);
        }
        m_slots.push_back(slot);
        m_days.push_back(day);
        m_values.push_back(value);
        return;
    }
    m_slots[m_next] = slot;
    m_days[m_next] = day;
    m_values[m_next] = value;
    m_next = (m_next + 1) % most;
}

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
    const auto day = static_cast<std::uint16_t>(dayNumber - m_firstDay);
    const auto slot = static_cast<std::uint8_t>(inDay * static_cast<qint64>(slotCount) / dayMs);
    const auto isWeekend = [this](std::uint16_t d) { return ((m_firstDay + d + 3) % 7 + 7) % 7 >= 5; };
    const bool byKind = sample.timeMs - m_firstMs > 14 * dayMs;
    m_alike.clear();
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        if (m_slots[i] == slot && m_days[i] != day && (!byKind || isWeekend(m_days[i]) == isWeekend(day)))
            m_alike.push_back(static_cast<double>(m_values[i]));
    Opinion out;
    if (m_alike.size() >= 3) {
        out.expected = m_reference + median(m_alike);
        out.departure = sample.value - out.expected;
    }
    remember(slot, sample, day);
    return out;
}

} // namespace wf::analysis
