// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/contexts/contextnovelty.h"
#include "models/analysis/anomalies/detector.h"
#include "models/analysis/anomalies/likelihood.h"
#include "models/analysis/anomalies/rules/silence.h"
#include "models/analysis/anomalies/sortedwindow.h"
#include "models/analysis/anomalies/watch/feedback.h"
#include "models/analysis/anomalies/watch/votes.h"

#include <array>
#include <memory>

// One series watched by several detectors whose votes can be seen. Streaming: what is said of a sample uses it and
// earlier ones only, and going over a history says the same as having watched it. Memory is bounded (bench: about
// 40 KiB a series). One thread.
namespace wf::analysis {

enum class WatchTrend { Stable, Degrading, Improving };

struct Judgement {
    double score = 0;       // 0 … 1: how unusual the last samples were; + 1 on the sample at which somebody is told
    bool isAnomaly = false; // far off what is usual at this time of day (or, before that is known, off the last hours)
    bool isNews = false;    // the series has become much odder than it usually is, and was not lately
    bool isAfterNews = false; // or not long since: the same episode is not told again
    bool isExpected = false;  // operators said it is so every week at this time: neither an anomaly nor news
    bool isFlat = false;      // it stands still, which is no anomaly of a value (rules/silence.h)
    bool isStuck = false;     // it does, and hardly ever did before: worth telling
    double agreement = 0;     // share of yes among those who vote on the value
    double confidence = 0;    // how often such an agreement was an incident (votes.h)
    WatchTrend trend = WatchTrend::Stable; // departures of the last 15 samples against the last 120
    std::vector<DetectorVote> votes;
};

// Fixed defaults, the same for every series; how they were found is in docs/performance.md.
struct WatchSettings {
    double anomalySize = 10;     // usual departures
    double newsSize = 3;         // usual departures, of at least one detector, for a likelihood to count alone
    double leastOfLevel = 0.002; // half a band at least, of the level: less is nothing, however steady the series was
    double least = 0;            // the same in values: what matters of this kind of series
    double noveltyBar = 0.75;    // of the contexts, for their vote
    double noveltyWorth = 3;     // what a complete novelty adds to the likelihood around it
    NewsSettings news{};
};

class SeriesWatch {
public:
    explicit SeriesWatch(const WatchSettings &settings = {});
    ~SeriesWatch();
    SeriesWatch(SeriesWatch &&) noexcept;
    SeriesWatch &operator=(SeriesWatch &&) noexcept;

    // A sample that is not usable (NaN, infinite) changes nothing and gets a score of zero, as does one that is not
    // newer than the last. When twenty in a row are older but in order, a clock was set back: from then on the new time
    // counts.
    [[nodiscard]] Judgement judge(qint64 timeMs, double value);

    // Thresholds and expected hours follow what operators said, from the next sample on.
    void heed(const SeriesFeedback &feedback);

private:
    struct Member;
    struct Tally;
    [[nodiscard]] WatchTrend trendAfter(double strongest);
    void ask(Member &member, const Sample &sample, double spread, Judgement &out, Tally &tally);
    [[nodiscard]] double loudness(double likelihood, double largest, double novelty);
    std::vector<Member> m_members;
    WatchSettings m_settings;
    SortedWindow m_values{300};
    ContextNovelty m_contexts;
    FlatLine m_flat;
    Likelihood m_likelihood;
    std::array<double, 4> m_lastLikelihoods{};
    News m_news;
    SeriesFeedback m_feedback;
    double m_factor = 1; // that of m_feedback
    double m_lately = 0; // moving means of how far departures come to the threshold
    double m_before = 0;
    double m_lasting = 0;
    std::size_t m_count = 0;
    [[nodiscard]] bool isLate(qint64 timeMs);
    std::size_t m_lateInOrder = 0;
    qint64 m_lastLateMs = 0;
    qint64 m_lastMs = std::numeric_limits<qint64>::min();
};

// "time of day: expected 12 … 30, got 95. 9 of 14 detectors find it unusual." or why nothing can be said yet.
[[nodiscard]] QString judgementReason(const Judgement &judgement, double value);

} // namespace wf::analysis
