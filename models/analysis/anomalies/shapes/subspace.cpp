// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/shapes/subspace.h"

#include "models/analysis/numbers/robust.h"

#include <cmath>
#include <numeric>

namespace wf::analysis {

namespace {

double dot(const std::vector<double> &a, const std::vector<double> &b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

void subtract(std::vector<double> &from, const std::vector<double> &direction, double times)
{
    for (std::size_t i = 0; i < from.size(); ++i)
        from[i] -= times * direction[i];
}

} // namespace

Subspace::Subspace(std::size_t length, std::size_t directions) : m_length(length), m_last(length)
{
    for (std::size_t k = 0; k < directions; ++k) {
        auto &d = m_directions.emplace_back(length, 0.0);
        for (std::size_t i = 0; i < length; ++i) // cosines are orthogonal
            d[i] = std::cos(M_PI * (static_cast<double>(i) + 0.5) * static_cast<double>(k + 1) /
                            static_cast<double>(length)) *
                   std::sqrt(2 / static_cast<double>(length));
    }
}

void Subspace::learn(const std::vector<double> &stretch)
{
    const double square = dot(stretch, stretch);
    const double share = std::max(0.002, 1 / static_cast<double>(m_seen + 1));
    m_energy += share * (square - m_energy);
    if (!(m_energy > 0))
        return;
    const double rate = std::min(0.05, 5 / static_cast<double>(m_seen + 20)) / std::max(m_energy, square / 9);
    for (std::size_t k = 0; k < m_directions.size(); ++k) {
        auto &d = m_directions[k];
        subtract(d, stretch, -rate * dot(stretch, d));
        for (std::size_t other = 0; other < k; ++other)
            subtract(d, m_directions[other], dot(d, m_directions[other]));
        const double norm = std::sqrt(dot(d, d));
        if (norm > 0)
            for (double &v : d)
                v /= norm;
    }
}

Opinion Subspace::look(const Sample &sample)
{
    Opinion out;
    m_last.add(sample.value);
    if (!m_last.isFull())
        return out;
    std::vector<double> stretch = m_last.inOrder();
    const double level = mean(stretch);
    for (double &v : stretch)
        v -= level;
    if (++m_seen > 4 * m_length) {
        auto rest = stretch;
        for (const auto &d : m_directions)
            subtract(rest, d, dot(stretch, d));
        out.expected = sample.value - rest.back();
        out.departure = std::sqrt(dot(rest, rest) / static_cast<double>(m_length));
    }
    learn(stretch);
    return out;
}

} // namespace wf::analysis
