// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/shapes/spectralresidual.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace wf::analysis {

namespace {

constexpr std::size_t size = SpectralResidual::window;
constexpr std::size_t half = size / 2;

struct Spectrum {
    std::array<double, size> re{}, im{};
};

// exp(−2πi·k/size), and which two places change in the order of reversed bits.
struct Turns {
    std::array<double, half> re{}, im{};
    std::array<std::uint8_t, size> reversed{};
    Turns()
    {
        for (std::size_t k = 0; k < half; ++k) {
            const double angle = 2 * M_PI * static_cast<double>(k) / static_cast<double>(size);
            re[k] = std::cos(angle);
            im[k] = -std::sin(angle);
        }
        for (std::size_t i = 1; i < size; ++i)
            reversed[i] = static_cast<std::uint8_t>((reversed[i / 2] / 2) | (i % 2 == 1 ? half : 0));
    }
};

// Cooley–Tukey in place, forward.
void transform(Spectrum &values)
{
    static const Turns turns;
    for (std::size_t i = 1; i < size; ++i)
        if (const std::size_t k = turns.reversed[i]; i < k) {
            std::swap(values.re[i], values.re[k]);
            std::swap(values.im[i], values.im[k]);
        }
    for (std::size_t part = 1; part < size; part *= 2)
        for (std::size_t i = 0; i < size; i += 2 * part)
            for (std::size_t k = 0; k < part; ++k) {
                const std::size_t even = i + k, odd = even + part, turn = k * (half / part);
                const double re = values.re[odd] * turns.re[turn] - values.im[odd] * turns.im[turn];
                const double im = values.re[odd] * turns.im[turn] + values.im[odd] * turns.re[turn];
                values.re[odd] = values.re[even] - re;
                values.im[odd] = values.im[even] - im;
                values.re[even] += re;
                values.im[even] += im;
            }
}

// Both ways with one transform: values are real, so that the second half of the spectrum mirrors the first, and the way
// back is the way there over the mirrored spectrum. exp(ln a − mean of ln of three) is the cube root of a²/(b·c).
std::array<double, size> saliency(const std::array<double, size> &values)
{
    Spectrum spectrum;
    spectrum.re = values;
    transform(spectrum);
    std::array<double, half + 1> sizes{};
    for (std::size_t i = 0; i <= half; ++i)
        sizes[i] = std::sqrt(spectrum.re[i] * spectrum.re[i] + spectrum.im[i] * spectrum.im[i]);
    constexpr double least = 1e-9;
    for (std::size_t i = 0; i <= half; ++i) {
        const double own = sizes[i] + least;
        const double before = sizes[i > 0 ? i - 1 : 1] + least, after = sizes[i < half ? i + 1 : half - 1] + least;
        const double left = std::cbrt(own * own / (before * after));
        const double turn = sizes[i] > 0 ? left / sizes[i] : 0;
        const double re = sizes[i] > 0 ? spectrum.re[i] * turn : left, im = spectrum.im[i] * turn;
        spectrum.re[i] = re;
        spectrum.im[i] = -im;
        if (i > 0 && i < half) {
            spectrum.re[size - i] = re;
            spectrum.im[size - i] = im;
        }
    }
    transform(spectrum);
    std::array<double, size> out{};
    for (std::size_t i = 0; i < size; ++i)
        out[i] = std::abs(spectrum.re[i]) / static_cast<double>(size);
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
