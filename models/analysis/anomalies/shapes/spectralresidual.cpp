// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/shapes/spectralresidual.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>

namespace wf::analysis {

namespace {

constexpr std::size_t size = SpectralResidual::window;
using Spectrum = std::array<std::complex<double>, size>;

// Cooley–Tukey in place; `sign` −1 forward, +1 backward without the division.
void transform(Spectrum &values, double sign)
{
    for (std::size_t i = 1, k = 0; i < size; ++i) {
        std::size_t bit = size >> 1;
        for (; (k & bit) != 0; bit >>= 1)
            k ^= bit;
        k ^= bit;
        if (i < k)
            std::swap(values[i], values[k]);
    }
    for (std::size_t half = 1; half < size; half *= 2)
        for (std::size_t i = 0; i < size; i += 2 * half)
            for (std::size_t k = 0; k < half; ++k) {
                const auto turn = std::polar(1.0, sign * M_PI * static_cast<double>(k) / static_cast<double>(half));
                const auto odd = values[i + k + half] * turn;
                values[i + k + half] = values[i + k] - odd;
                values[i + k] += odd;
            }
}

std::array<double, size> saliency(const std::array<double, size> &values)
{
    Spectrum spectrum{};
    for (std::size_t i = 0; i < size; ++i)
        spectrum[i] = values[i];
    transform(spectrum, -1);
    std::array<double, size> logs{};
    for (std::size_t i = 0; i < size; ++i)
        logs[i] = std::log(std::abs(spectrum[i]) + 1e-9);
    for (std::size_t i = 0; i < size; ++i) {
        const double around = (logs[(i + size - 1) % size] + logs[i] + logs[(i + 1) % size]) / 3;
        spectrum[i] = std::polar(std::exp(logs[i] - around), std::arg(spectrum[i]));
    }
    transform(spectrum, 1);
    std::array<double, size> out{};
    for (std::size_t i = 0; i < size; ++i)
        out[i] = std::abs(spectrum[i]) / static_cast<double>(size);
    return out;
}

} // namespace

Opinion SpectralResidual::look(const Sample &sample)
{
    constexpr std::size_t known = size - estimated;
    Opinion out;
    m_last.add(sample.value);
    if (!m_last.isFull())
        return out;
    const std::vector<double> last = m_last.inOrder();
    // The mean slope of the last five towards the newest but one, continued (equation 6 there).
    double slope = 0;
    for (std::size_t i = 2; i <= estimated + 1; ++i)
        slope +=
            (last[known - 2] - last[known - 2 - i + 1]) / static_cast<double>(i - 1) / static_cast<double>(estimated);
    const double next = last[known - 2] + slope;
    std::array<double, size> values{};
    const auto [low, high] = std::minmax_element(last.begin(), last.end());
    const double spread = *high - *low;
    out.expected = next;
    out.unit = 0;
    if (!(spread > 0))
        return out;
    for (std::size_t i = 0; i < size; ++i)
        values[i] = ((i < known ? last[i] : next) - *low) / spread;
    const auto map = saliency(values);
    double others = 0;
    for (std::size_t i = 0; i + 1 < known; ++i)
        others += map[i] / static_cast<double>(known - 1);
    out.departure = others > 0 ? map[known - 1] / others - 1 : 0;
    return out;
}

} // namespace wf::analysis
