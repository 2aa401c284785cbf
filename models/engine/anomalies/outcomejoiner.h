// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/laneboard.h"

namespace wf::engine {

// Joins what the groups said last into a snapshot, again and again. Of groups that have said nothing new the order of
// series and runs and the share of lanes are kept, so that a join costs what has changed and a copy of the list; a
// first join, or one of other groups or series, joins everything. The answer is the same either way. One thread at a
// time.
class OutcomeJoiner {
public:
    using Outcomes = std::vector<std::shared_ptr<const GroupOutcome>>;
    // None is null. Lanes cover the trace of the series, ending at `nowNs`.
    [[nodiscard]] AnomaliesSnapshot join(const Outcomes &outcomes, qint64 stepNs, qint64 nowNs);

private:
    struct Place {
        std::size_t outcome = 0, series = 0;
    };
    struct PlacedRun {
        AnomalyRunPtr run;
        std::size_t outcome = 0;
    };
    using PlacedRuns = std::vector<PlacedRun>;
    [[nodiscard]] bool goesOn(const Outcomes &outcomes, base::TimeRange range, qint64 stepNs) const;
    void begin(const Outcomes &outcomes, base::TimeRange range, qint64 stepNs);
    void take(std::size_t at, const std::shared_ptr<const GroupOutcome> &outcome);
    void takeRuns(std::size_t at, const std::vector<AnomalyRunPtr> &runs);

    Outcomes m_outcomes;                    // as they were joined last
    std::vector<std::size_t> m_firstMember; // of each outcome, on the board
    std::vector<Place> m_series;            // by key
    PlacedRuns m_active, m_ended;           // worst first; newest end first
    LaneBoard m_board;
    base::TimeRange m_range;
    qint64 m_stepNs = 0;
};

} // namespace wf::engine
