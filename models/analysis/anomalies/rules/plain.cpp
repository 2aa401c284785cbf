// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/rules/plain.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wf::analysis {

Opinion ZScore::look(const Sample &sample)
{
    Opinion out;
    if (m_count >= 10) {
        out.expected = m_mean;
        const double deviation = std::sqrt(m_variance);
        const double departure = sample.value - m_mean;
        // What never varied has no deviation: only the spread can tell how far the first departure is.
        out.unit = deviation > 0 ? deviation : (departure == 0 ? 1 : std::abs(departure) / firstDeparture);
        out.departure = departure / out.unit;
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

std::optional<SeenRange::Band> SeenRange::band() const
{
    constexpr std::size_t least = 100;
    const double margin = (m_most - m_least) / 10;
    if (m_count < least || !(margin > 0) || !std::isfinite(margin))
        return std::nullopt;
    return Band{m_least - margin, m_most + margin};
}

void SeenRange::add(double value)
{
    constexpr double forgotten = 0.5 / 20'000; // of the way to the newest value, each sample
    m_least = m_count == 0 ? value : std::min(value, m_least + (value - m_least) * forgotten);
    m_most = m_count == 0 ? value : std::max(value, m_most - (m_most - value) * forgotten);
    ++m_count;
}

double LevelShift::stepTo(std::size_t place) const
{
    return m_last[place] - m_last[place > 0 ? place - 1 : m_last.size() - 1];
}

double LevelShift::medianOf(const Order &order) const
{
    const double upper = m_last[order[order.size() / 2]];
    if (order.size() % 2 == 1)
        return upper;
    const double lower = m_last[order[order.size() / 2 - 1]];
    return lower + (upper - lower) / 2;
}

// noiseScale() of the last values: how far steps are from their median, by median; both sides of it are merged until
// half of them are passed.
double LevelShift::noise() const
{
    const std::size_t middle = m_steps.size() / 2; // their number is odd
    const double usual = stepTo(m_steps[middle]);
    double away = 0;
    for (std::size_t left = middle + 1, right = middle + 1, taken = 0; taken <= middle; ++taken) {
        const double below = left > 0 ? std::abs(stepTo(m_steps[left - 1]) - usual) : 0;
        const double above = right < m_steps.size() ? std::abs(stepTo(m_steps[right]) - usual) : 0;
        if (right == m_steps.size() || (left > 0 && below <= above)) {
            away = below;
            --left;
        } else {
            away = above;
            ++right;
        }
    }
    return 1.4826 * away / std::sqrt(2.0);
}

void LevelShift::begin()
{
    const auto byValue = [this](std::uint8_t a, std::uint8_t b) { return m_last[a] < m_last[b]; };
    const auto byStep = [this](std::uint8_t a, std::uint8_t b) { return stepTo(a) < stepTo(b); };
    const auto all = [](std::size_t from, std::size_t to) {
        Order out(to - from);
        std::iota(out.begin(), out.end(), static_cast<std::uint8_t>(from));
        return out;
    };
    m_older = all(0, m_window);
    m_newer = all(m_window, 2U * m_window);
    m_steps = all(1, 2U * m_window);
    std::ranges::sort(m_older, byValue);
    std::ranges::sort(m_newer, byValue);
    std::ranges::sort(m_steps, byStep);
}

// The oldest goes, the oldest of the newer half is one of the older half from now on, and the new one takes the place
// of the one that went.
void LevelShift::follow(double value)
{
    const std::size_t all = m_last.size();
    const auto place = static_cast<std::uint8_t>(m_next);
    const auto second = static_cast<std::uint8_t>((m_next + 1) % all);
    const auto turning = static_cast<std::uint8_t>((m_next + m_window) % all);
    const auto valueOf = [this](std::uint8_t p) { return m_last[p]; };
    const auto stepOf = [this](std::uint8_t p) { return stepTo(p); };
    m_older.erase(std::ranges::find(m_older, place));
    m_newer.erase(std::ranges::find(m_newer, turning));
    m_steps.erase(std::ranges::find(m_steps, second));
    m_older.insert(std::ranges::lower_bound(m_older, m_last[turning], {}, valueOf), turning);
    m_last[place] = value;
    m_newer.insert(std::ranges::lower_bound(m_newer, value, {}, valueOf), place);
    m_steps.insert(std::ranges::lower_bound(m_steps, stepTo(place), {}, stepOf), place);
    m_next = second;
}

Opinion LevelShift::look(const Sample &sample)
{
    Opinion out;
    if (m_last.size() < 2U * m_window) {
        if (m_last.empty())
            m_last.reserve(2U * m_window);
        m_last.push_back(sample.value);
        if (m_last.size() < 2U * m_window)
            return out;
        begin();
    } else {
        follow(sample.value);
    }
    out.expected = medianOf(m_older);
    const double shift = medianOf(m_newer) - out.expected;
    const double scale = noise();
    out.departure = scale > 0 ? shift / scale : (shift == 0 ? 0 : std::copysign(10, shift));
    out.unit = 0; // it is the median that departs, not the sample
    return out;
}

} // namespace wf::analysis
