// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

namespace wf::app::demo {

// Keyed hash: the only source of chance in the shop. The same key always gives the same answer, in any order of asking.
// Mixing function: splitmix64 (Steele, Lea, Flood 2014).
class Dice final {
public:
    constexpr explicit Dice(std::uint64_t key) : m_key(key) {}

    [[nodiscard]] constexpr Dice with(std::uint64_t part) const
    {
        return Dice(mix(m_key ^ mix(part + 0x9e3779b97f4a7c15ULL)));
    }
    [[nodiscard]] constexpr Dice with(std::string_view part) const
    {
        std::uint64_t h = 0xcbf29ce484222325ULL;
        for (char c : part)
            h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        return with(h);
    }
    [[nodiscard]] constexpr std::uint64_t bits() const { return mix(m_key); }
    [[nodiscard]] constexpr double unit() const { return static_cast<double>(bits() >> 11) * 0x1p-53; } // [0, 1)

    // Smooth value noise in [-1, 1] with one knot per period; t and period in seconds.
    [[nodiscard]] double wave(double t, double period) const
    {
        const double x = t / period;
        const double knot = std::floor(x);
        const double f = x - knot;
        const double s = f * f * (3.0 - 2.0 * f);
        const auto n = static_cast<std::uint64_t>(static_cast<std::int64_t>(knot));
        const double a = with(n).unit();
        return 2.0 * (a + (with(n + 1).unit() - a) * s) - 1.0;
    }

private:
    static constexpr std::uint64_t mix(std::uint64_t x)
    {
        x += 0x9e3779b97f4a7c15ULL;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
        return x ^ (x >> 31);
    }
    std::uint64_t m_key;
};

// A run of draws for one request; each call gives the next.
class Draws final {
public:
    explicit Draws(Dice dice) : m_dice(dice) {}
    [[nodiscard]] std::uint64_t bits() { return m_dice.with(m_next++).bits(); }
    [[nodiscard]] double unit() { return m_dice.with(m_next++).unit(); }
    [[nodiscard]] double between(double low, double high) { return low + (high - low) * unit(); }
    [[nodiscard]] int whole(int low, int high) { return low + static_cast<int>(unit() * (high - low + 1)); }
    [[nodiscard]] bool chance(double p) { return unit() < p; }
    // Log-logistic draw: median and spread as in latency.h.
    [[nodiscard]] double latency(double median, double spread)
    {
        const double u = 0.002 + 0.996 * unit();
        return median * std::exp(spread * std::log(u / (1.0 - u)));
    }

private:
    Dice m_dice;
    std::uint64_t m_next = 0;
};

} // namespace wf::app::demo
