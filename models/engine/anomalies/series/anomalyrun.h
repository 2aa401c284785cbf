// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/watch/serieswatch.h"
#include "models/engine/anomalies/watchlist/watchlist.h"
#include "models/signals/severity.h"

#include <memory>
#include <optional>

namespace wf::engine {

// What one detector said at the worst moment of a run.
struct RunVote {
    QString detector;
    analysis::Vote vote = analysis::Vote::Abstains;
    QString reason;           // "expected 20 % to 38 %"
    double low = 0, high = 0; // the band it expected; equal where it has none
    double size = 0;          // of the departure, in usual ones
    qint64 sinceNs = 0;       // first yes within the run; 0: none
};

// Which series this is about.
struct WatchedIdentity {
    QString key;                                   // question and labels: the same over restarts
    std::shared_ptr<const WatchQuestion> question; // never null
    signals::Subject subject;                      // service, region, instance
    base::Labels labels;
    [[nodiscard]] QString title() const; // "checkout, duration, p99, eu-west"
    [[nodiscard]] QString what() const;  // "duration, p99, eu-west": its title without the lane
    // "checkout": the service, else the machine, else the question.
    [[nodiscard]] QString lane() const;
};

// A stretch of time in which one series was not as usual.
struct AnomalyRun {
    std::shared_ptr<const WatchedIdentity> of; // never null
    qint64 startNs = 0;
    qint64 lastNs = 0; // newest unusual sample
    qint64 endNs = 0;  // 0: it goes on
    qint64 worstNs = 0;
    double value = 0;         // at the worst moment
    double low = 0, high = 0; // what was expected then; equal: nobody said
    double score = 0;         // 0 … 1, highest
    double confidence = 0;    // 0 … 1, highest: how often such an agreement met an incident (watch/votes.h)
    double agreement = 0;     // 0 … 1 at the worst moment, of the detectors that were calibrated: confidence is by it
    analysis::WatchTrend trend = analysis::WatchTrend::Stable;
    std::vector<RunVote> votes; // at the worst moment
    std::size_t samples = 0;    // unusual ones
    bool isTold = false;        // it is worth telling somebody, not only marking
    bool isMissing = false;     // no samples came: there is no value
    bool isFlat = false;        // it stands still, which is all there is to say of it
    [[nodiscard]] bool isActive() const { return endNs == 0; }
    // The same run in every snapshot.
    [[nodiscard]] quint64 id() const;
    [[nodiscard]] int yes() const;
    [[nodiscard]] int cast() const;
    [[nodiscard]] bool isAbove() const { return value > high; }
    // Its value lies outside of the band it is shown with.
    [[nodiscard]] bool leavesItsBand() const { return low < high && (value <= low || value >= high); }
};
using AnomalyRunPtr = std::shared_ptr<const AnomalyRun>;

struct ExpectedBand {
    double low = 0, high = 0;
};
// Of the detector that decides what an anomaly is: who knows the time of day, else the longest line, else whoever has
// a band. Charts, cards and sentences all show this one.
[[nodiscard]] std::optional<ExpectedBand> expectedBand(const analysis::Judgement &judgement);

// Why a detector votes as it does, in the unit of the series.
[[nodiscard]] QString voteReason(const analysis::DetectorVote &vote, double value, base::Unit unit);

// How long a run lasts before it is taken for more than a blip.
inline constexpr qint64 anomalyDwellNs = 5 * 60 * 1'000'000'000LL;
// The confidence of an agreement that was part of an incident more often than not.
inline constexpr double asInIncidents = 0.55;

// By how much a value has to change to matter: a point of a limit, a tenth of a point of requests that fail; 0: that
// depends on its level.
[[nodiscard]] double leastNoticeable(WatchKind kind);
// The value is that far from the middle of what was expected, or by a hundredth of its level: less is only seen,
// however steady the series was. True where there is no value or no band.
[[nodiscard]] bool isNoticeable(const AnomalyRun &run);
// Critical: detectors agree as they do in incidents, what hurts is above its band, and it lasts. Warning: somebody is
// to be told. Info: it was seen.
[[nodiscard]] signals::Severity severityOf(const AnomalyRun &run);
// "checkout, duration, p99, eu-west leaves its band", "… stops", "… stands still", "… behaves unusually".
[[nodiscard]] QString runTitle(const AnomalyRun &run);
// "0.92 s, expected 0.11 … 0.31 s" or "no samples since 02:10". Where the value lies within the band it is shown with,
// whoever spoke most clearly says why: "0.92 s (autoregression: expected 0.11 s to 0.31 s)".
[[nodiscard]] QString runSentence(const AnomalyRun &run);
// "×7.9", "+42 %", "−60 %": the value against the middle of what was expected; empty when that says nothing, as within
// the band.
[[nodiscard]] QString changeText(const AnomalyRun &run);

} // namespace wf::engine
