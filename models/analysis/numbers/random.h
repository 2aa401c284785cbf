// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace wf::analysis {

// SplitMix64 (Steele, Lea & Flood, OOPSLA 2014): the same numbers on every machine for the same seed, which the
// distributions of the standard library do not promise.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    // In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    // In [0, bound); the bias of at most bound / 2⁶⁴ is of no consequence here.
    std::uint64_t below(std::uint64_t bound) { return bound > 0 ? next() % bound : 0; }

private:
    std::uint64_t m_state;
};

} // namespace wf::analysis
