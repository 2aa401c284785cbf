// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <vector>

namespace wf::analysis {

struct EnergySplit {
    std::size_t at = 0;
    double energy = 0; // mn/(m+n) · (2·E|X−Y| − E|X−X'| − E|Y−Y'|); 0 when the series is too short
};
[[nodiscard]] EnergySplit strongestEnergySplit(std::span<const double> values, std::size_t shortest);

// E-Divisive (Matteson & James, JASA 2014, exponent 1): splits where the energy distance of both sides is largest while
// at most `share` of 99 shuffles reach it. Shuffles are seeded, so that the same values give the same answer. The cost
// grows with the square of the length: at most about a thousand values should be given.
[[nodiscard]] std::vector<std::size_t> energyDivisive(std::span<const double> values, std::size_t shortest,
                                                      double share, const std::stop_token &stop = {});

} // namespace wf::analysis
