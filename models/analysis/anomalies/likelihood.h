// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wf::analysis {

// Whether a series has lately been odder than it usually is: the moving mean of its rarities against their mean and
// deviation over the last 2,000, in deviations of such a mean (after the anomaly likelihood of Ahmad et al. 2017).
class Likelihood {
public:
    // `rarity` 0 … 12. 0 while fewer than 100 rarities were seen.
    double add(double rarity);

private:
    std::vector<std::uint8_t> m_last; // in twentieths, so that sums are exact
    std::size_t m_next = 0;           // in m_last, once that is full
    std::uint64_t m_sum = 0;
    std::uint64_t m_squares = 0;
    double m_recent = 0;
};

struct NewsSettings {
    double level = 4.5;         // of what is heard: an excess
    std::size_t quiet = 60;     // samples without one before the next is a new episode
    std::size_t often = 4;      // a series with this many episodes in `memory` …
    std::size_t memory = 10000; // … samples must exceed the least of its largest ones
};

// Decides when somebody is told. An episode is told of once, on the sample on which it is loud enough; a series that is
// often loud must be louder than it was.
class News {
public:
    explicit News(const NewsSettings &settings = {}) : m_settings(settings), m_since(settings.quiet) {}
    bool isNews(double likelihood);
    // The episode that was told of goes on.
    [[nodiscard]] bool goesOn() const { return m_isTold && m_since <= m_settings.quiet; }

private:
    struct Episode {
        std::size_t age;
        double peak;
    };
    [[nodiscard]] double bar() const;
    void forgetQuieter();
    NewsSettings m_settings;
    std::size_t m_since;
    bool m_isTold = false;
    std::vector<Episode> m_episodes; // that still matter, the newest last
};

} // namespace wf::analysis
