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

struct Complex {
    std::array<double, half> re{}, im{};
};

// exp(−2πi·k/size), and the places of `half` values in the order of reversed bits.
struct Turns {
    std::array<double, half> re{}, im{};
    std::array<std::uint8_t, half> reversed{};
    Turns()
    {
        for (std::size_t k = 0; k < half; ++k) {
            const double angle = 2 * M_PI * static_cast<double>(k) / static_cast<double>(size);
            re[k] = std::cos(angle);
            im[k] = -std::sin(angle);
        }
        for (std::size_t i = 1; i < half; ++i)
            reversed[i] = static_cast<std::uint8_t>((reversed[i / 2] / 2) | (i % 2 == 1 ? half / 2 : 0));
    }
};

const Turns &turns()
{
    static const Turns all;
    return all;
}

// Cooley–Tukey in place, forward.
void transform(Complex &values)
{
    const Turns &all = turns();
    for (std::size_t i = 1; i < half; ++i)
        if (const std::size_t k = all.reversed[i]; i < k) {
            std::swap(values.re[i], values.re[k]);
            std::swap(values.im[i], values.im[k]);
        }
    for (std::size_t part = 1; part < half; part *= 2)
        for (std::size_t i = 0; i < half; i += 2 * part)
            for (std::size_t k = 0; k < part; ++k) {
                const std::size_t even = i + k, odd = even + part, turn = k * (half / part);
                const double re = values.re[odd] * all.re[turn] - values.im[odd] * all.im[turn];
                const double im = values.re[odd] * all.im[turn] + values.im[odd] * all.re[turn];
                values.re[odd] = values.re[even] - re;
                values.im[odd] = values.im[even] - im;
                values.re[even] += re;
                values.im[even] += im;
            }
}

// The first half of the spectrum of real values, and the middle; the rest mirrors it.
struct Spectrum {
    std::array<double, half + 1> re{}, im{};
};

// Even values as real and odd ones as imaginary parts of half as many complex ones.
Spectrum spectrumOf(const std::array<double, size> &values)
{
    Complex packed;
    for (std::size_t i = 0; i < half; ++i) {
        packed.re[i] = values[2 * i];
        packed.im[i] = values[2 * i + 1];
    }
    transform(packed);
    Spectrum out;
    for (std::size_t k = 0; k <= half; ++k) {
        const std::size_t own = k % half, other = (half - k) % half;
        const double evenRe = (packed.re[own] + packed.re[other]) / 2, evenIm = (packed.im[own] - packed.im[other]) / 2;
        const double oddRe = (packed.im[own] + packed.im[other]) / 2, oddIm = (packed.re[other] - packed.re[own]) / 2;
        const double turnRe = k < half ? turns().re[k] : -1, turnIm = k < half ? turns().im[k] : 0;
        out.re[k] = evenRe + oddRe * turnRe - oddIm * turnIm;
        out.im[k] = evenIm + oddRe * turnIm + oddIm * turnRe;
    }
    return out;
}

// Sizes of the values of which this is the spectrum, by the same packing: the way back is the way there over the
// mirrored one.
std::array<double, size> sizesOf(const Spectrum &spectrum)
{
    Complex packed;
    for (std::size_t k = 0; k < half; ++k) {
        const std::size_t other = half - k;
        const double evenRe = spectrum.re[k] + spectrum.re[other], evenIm = spectrum.im[k] - spectrum.im[other];
        const double apartRe = spectrum.re[k] - spectrum.re[other], apartIm = spectrum.im[k] + spectrum.im[other];
        const double oddRe = apartRe * turns().re[k] + apartIm * turns().im[k];
        const double oddIm = apartIm * turns().re[k] - apartRe * turns().im[k];
        packed.re[k] = evenRe - oddIm;
        packed.im[k] = -(evenIm + oddRe);
    }
    transform(packed);
    std::array<double, size> out{};
    for (std::size_t i = 0; i < half; ++i) {
        out[2 * i] = std::abs(packed.re[i]) / static_cast<double>(size);
        out[2 * i + 1] = std::abs(packed.im[i]) / static_cast<double>(size);
    }
    return out;
}

// What is left of the logarithms after a mean of three: exp(ln a − mean of ln of three) is the cube root of a²/(b·c).
std::array<double, size> saliency(const std::array<double, size> &values)
{
    Spectrum spectrum = spectrumOf(values);
    constexpr double least = 1e-9;
    std::array<double, half + 1> sizes{};
    for (std::size_t i = 0; i <= half; ++i)
        sizes[i] = std::sqrt(spectrum.re[i] * spectrum.re[i] + spectrum.im[i] * spectrum.im[i]);
    for (std::size_t i = 0; i <= half; ++i) {
        const double own = sizes[i] + least;
        const double before = sizes[i > 0 ? i - 1 : 1] + least, after = sizes[i < half ? i + 1 : half - 1] + least;
        const double left = std::cbrt(own * own / (before * after));
        const double turn = sizes[i] > 0 ? left / sizes[i] : 0;
        spectrum.re[i] = sizes[i] > 0 ? spectrum.re[i] * turn : left;
        spectrum.im[i] *= turn;
    }
    return sizesOf(spectrum);
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
