// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/departurescale.h"
#include "models/analysis/anomalies/detector.h"
#include "models/analysis/anomalies/likelihood.h"
#include "models/analysis/anomalies/tailprobability.h"

#include <QString>

#include <memory>
#include <vector>

// One series watched by several detectors whose votes can be seen. Streaming: what is said of a sample uses it and
// earlier ones only, and going over a history says the same as having watched it. At most 0.45 MiB a series, about 4 µs
// a sample. One thread.
namespace wf::analysis {

enum class Vote { Abstains, No, Yes };

struct DetectorVote {
    const char *detector = ""; // "time of day"
    Vote vote = Vote::Abstains;
    double expected = 0; // with low and high: the band outside of which it votes yes; 0 when it abstains
    double low = 0;
    double high = 0;
    double size = 0; // of the departure, in usual ones
};

struct Judgement {
    double score = 0;       // 0 … 1: how unusual the last samples were; + 1 on the sample at which somebody is told
    bool isAnomaly = false; // far off what is usual at this time of day (or, before that is known, off the last hours)
    bool isNews = false;    // the series has become much odder than it usually is, and was not lately
    double confidence = 0;  // share of yes among the votes that were cast
    std::vector<DetectorVote> votes;
};

// Fixed defaults, the same for every series; how they were found is in docs/performance.md.
struct WatchSettings {
    double anomalySize = 10; // usual departures
    double newsSize = 5;     // usual departures, of at least one detector, for a sample to be part of news
    NewsSettings news{};
};

class SeriesWatch {
public:
    explicit SeriesWatch(const WatchSettings &settings = {});
    ~SeriesWatch();
    SeriesWatch(SeriesWatch &&) noexcept;
    SeriesWatch &operator=(SeriesWatch &&) noexcept;

    // Times must not go back; a sample that is not usable (NaN, infinite) changes nothing and gets a score of zero, as
    // does one that is older than the last.
    [[nodiscard]] Judgement judge(qint64 timeMs, double value);

private:
    struct Member;
    std::vector<Member> m_members;
    WatchSettings m_settings;
    SortedWindow m_values{500};
    Likelihood m_likelihood;
    News m_news;
    double m_lasting = 0;
    qint64 m_lastMs = std::numeric_limits<qint64>::min();
};

// "Time of day expected 12 … 30 and got 95; 3 of 4 agree." or why nothing can be said yet.
[[nodiscard]] QString judgementReason(const Judgement &judgement, double value);

} // namespace wf::analysis
