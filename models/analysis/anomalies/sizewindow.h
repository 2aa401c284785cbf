// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wf::analysis {

// The last sizes (≥ 0) of something, in order of time and of size, to within 1.6 % each and four bytes: of a double the
// exponent and five bits of the fraction are kept. Insertion costs the logarithm and a short move.
class SizeWindow {
public:
    // 1 … 65,535 sizes.
    explicit SizeWindow(std::size_t most) : m_most(static_cast<std::uint16_t>(most)) {}
    void add(double size);
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] double quantile(double share) const;
    // The i-th smallest.
    [[nodiscard]] double at(std::size_t i) const { return decoded(m_codes[m_most + i]); }
    // How many are smaller than this one would be kept as.
    [[nodiscard]] std::size_t below(double size) const;

private:
    [[nodiscard]] static std::uint16_t coded(double size);
    [[nodiscard]] static double decoded(std::uint16_t code);
    [[nodiscard]] std::size_t smallerThan(std::uint32_t code) const;
    std::vector<std::uint16_t> m_codes; // a ring of m_most in order of time, then the same in order of size
    std::uint16_t m_most;
    std::uint16_t m_next = 0; // in the ring
    std::uint16_t m_size = 0;
};

} // namespace wf::analysis
