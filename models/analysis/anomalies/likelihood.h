// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>

namespace wf::analysis {

// Whether a series has lately been odder than it usually is: the moving mean of its rarities against their mean and
// deviation over the last 2,000, in deviations of such a mean (after the anomaly likelihood of Ahmad et al. 2017).
class Likelihood {
public:
    // 0 while fewer than 100 rarities were seen.
    double add(double rarity);

private:
    std::deque<double> m_last;
    double m_recent = 0;
    double m_sum = 0;
    double m_squares = 0;
};

// Says something once: an excess is news when none was seen in the last `quiet` samples.
class Debounce {
public:
    explicit Debounce(std::size_t quiet) : m_quiet(quiet), m_since(quiet) {}
    bool isNews(bool excess);

private:
    std::size_t m_quiet;
    std::size_t m_since;
};

} // namespace wf::analysis
