// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/series/anomalyrun.h"

#include <compare>
#include <deque>
#include <optional>

namespace wf::engine {

// Joins the judgements of one series into runs. A run ends when ten minutes brought nothing unusual; it is kept when
// somebody was to be told or when three samples of it were unusual. News without a single unusual sample begins one
// only when a quarter of the detectors agree. News is once an episode; when that was noise nobody was shown, or of a
// run that is over, a later run of the episode is told once detectors agree as in incidents. While a run is younger
// than the dwell, what is still beyond the band of its beginning is part of it, though detectors got used to it.
// Bounded: the newest `most` runs of a week.
class RunFinder {
public:
    static constexpr std::size_t most = 32;
    explicit RunFinder(std::shared_ptr<const WatchedIdentity> of) : m_of(std::move(of)) {}

    void take(qint64 timeNs, double value, const analysis::Judgement &judgement);
    // No sample since `sinceNs`, as of now; usually one comes every `usualMs`.
    void takeMissing(qint64 sinceNs, qint64 nowNs, qint64 usualMs);
    // The kept ones and, when it is already worth it, the one that goes on; oldest first.
    [[nodiscard]] std::vector<AnomalyRunPtr> runs() const;

private:
    [[nodiscard]] static bool isWorthShowing(const AnomalyRun &run);
    void begin(qint64 timeNs, bool isMissing);
    void close(qint64 endNs);
    void worsen(qint64 timeNs, double value, const analysis::Judgement &judgement);
    [[nodiscard]] bool isStillBeyond(qint64 timeNs, double value) const;

    std::shared_ptr<const WatchedIdentity> m_of;
    std::deque<AnomalyRunPtr> m_kept;
    std::optional<AnomalyRun> m_open;
    struct Weight {
        bool departs = false; // far off, not only rare or still: what comes back draws as many votes
        double confidence = 0, score = 0;
        auto operator<=>(const Weight &) const = default;
    };
    ExpectedBand m_firstBand; // of the open one
    Weight m_worst;           // that of its worst moment
};

} // namespace wf::engine
