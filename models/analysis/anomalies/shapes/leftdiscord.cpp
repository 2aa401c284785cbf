// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/shapes/leftdiscord.h"

#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

// Mean and deviation of values[from, from + length).
struct Shape {
    double mean = 0;
    double deviation = 0;
};

Shape shapeOf(std::span<const double> values)
{
    return {mean(values), standardDeviation(values)};
}

// Squared distance of two normalised stretches; a flat one is all zeros.
double distance(std::span<const double> a, Shape sa, std::span<const double> b, Shape sb)
{
    const double n = static_cast<double>(a.size());
    const bool flatA = !(sa.deviation > 1e-12 * (1 + std::abs(sa.mean)));
    const bool flatB = !(sb.deviation > 1e-12 * (1 + std::abs(sb.mean)));
    if (flatA || flatB)
        return flatA && flatB ? 0 : n;
    double product = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        product += (a[i] - sa.mean) / sa.deviation * ((b[i] - sb.mean) / sb.deviation);
    return std::max(0.0, 2 * (n - product));
}

} // namespace

Opinion LeftDiscord::look(const Sample &sample)
{
    Opinion out;
    m_last.push_back(sample.value);
    if (m_last.size() > m_memory)
        m_last.pop_front();
    if (m_last.size() < 3 * m_length)
        return out;
    const std::vector<double> all(m_last.begin(), m_last.end());
    const std::span<const double> values(all);
    const auto newest = values.last(m_length);
    const Shape shape = shapeOf(newest);
    double nearest = 4 * static_cast<double>(m_length);
    for (std::size_t from = 0; from + m_length + m_length / 2 <= all.size(); ++from) {
        const auto earlier = values.subspan(from, m_length);
        nearest = std::min(nearest, distance(newest, shape, earlier, shapeOf(earlier)));
    }
    out.expected = 0;
    out.unit = 0;
    out.departure = std::sqrt(nearest);
    return out;
}

std::optional<Discord> newestDiscord(std::span<const double> values, std::size_t length)
{
    constexpr std::size_t compared = 8;
    if (length < 2 || values.size() < 6 * length)
        return std::nullopt;
    std::vector<Shape> shapes;
    for (std::size_t from = 0; from + length <= values.size(); ++from)
        shapes.push_back(shapeOf(values.subspan(from, length)));
    const auto nearest = [&](std::size_t of) {
        double out = 4 * static_cast<double>(length);
        for (std::size_t from = 0; from + length + length / 2 <= of + length; ++from)
            out = std::min(
                out, distance(values.subspan(of, length), shapes[of], values.subspan(from, length), shapes[from]));
        return std::sqrt(out);
    };
    const std::size_t newest = values.size() - length;
    const std::size_t first = 2 * length; // the earliest that have a past
    const std::size_t stride = std::max<std::size_t>(1, (newest - length - first) / compared);
    Discord out{nearest(newest), 0};
    for (std::size_t of = first; of + length <= newest; of += stride)
        out.usual = std::max(out.usual, nearest(of));
    return out;
}

} // namespace wf::analysis
