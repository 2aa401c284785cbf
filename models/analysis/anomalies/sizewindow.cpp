// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/sizewindow.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr int droppedBits = 47; // what is left of 63 (a size has no sign): 11 of the exponent, 5 of the fraction

} // namespace

std::uint16_t SizeWindow::coded(double size)
{
    return static_cast<std::uint16_t>(std::bit_cast<std::uint64_t>(std::abs(size)) >> droppedBits);
}

// The middle of what has this code; zero stays zero.
double SizeWindow::decoded(std::uint16_t code)
{
    if (code == 0)
        return 0;
    return std::bit_cast<double>((std::uint64_t{code} << droppedBits) | (std::uint64_t{1} << (droppedBits - 1)));
}

// Without a branch that cannot be foretold, of which std::lower_bound() has one a step.
std::size_t SizeWindow::smallerThan(std::uint32_t code) const
{
    const std::uint16_t *const sorted = m_codes.data() + m_most;
    const std::uint16_t *from = sorted;
    std::size_t left = m_size;
    while (left > 1) {
        const std::size_t half = left / 2;
        from += static_cast<std::size_t>(from[half - 1] < code) * half;
        left -= half;
    }
    const auto passed = static_cast<std::size_t>(from - sorted);
    return passed + (left == 1 && *from < code ? 1U : 0U);
}

// Only what lies between the one that goes and the one that comes moves.
void SizeWindow::add(double size)
{
    if (m_codes.empty())
        m_codes.resize(2U * m_most);
    const std::uint16_t code = coded(size);
    const auto sorted = m_codes.begin() + m_most;
    const auto place = sorted + static_cast<std::ptrdiff_t>(smallerThan(code + 1U));
    const auto old =
        m_size < m_most ? sorted + m_size : sorted + static_cast<std::ptrdiff_t>(smallerThan(m_codes[m_next]));
    if (old < place) {
        std::copy(old + 1, place, old);
        *(place - 1) = code;
    } else {
        std::copy_backward(place, old, old + 1);
        *place = code;
    }
    m_size = static_cast<std::uint16_t>(std::min(m_size + 1, int{m_most}));
    m_codes[m_next] = code;
    m_next = static_cast<std::uint16_t>(m_next + 1 == m_most ? 0 : m_next + 1);
}

double SizeWindow::quantile(double share) const
{
    if (m_size == 0)
        return 0;
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(m_size - 1);
    const auto low = static_cast<std::size_t>(place);
    const double a = at(low);
    return low + 1 < m_size ? a + (place - static_cast<double>(low)) * (at(low + 1) - a) : a;
}

std::size_t SizeWindow::below(double size) const
{
    return smallerThan(coded(size));
}

} // namespace wf::analysis
