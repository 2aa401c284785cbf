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

struct NewsSettings {
    double level = 3.2;         // of the likelihood: an excess
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

private:
    struct Episode {
        std::size_t age;
        double peak;
    };
    [[nodiscard]] double bar() const;
    NewsSettings m_settings;
    std::size_t m_since;
    bool m_isTold = false;
    std::deque<Episode> m_episodes; // the newest last
};

} // namespace wf::analysis
