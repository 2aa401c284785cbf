// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"

#include <limits>
#include <vector>

namespace wf::engine {

// The lanes of a snapshot over a window that moves on: kept from one snapshot to the next, so that of ten thousand
// traces only what was added to them is looked at. Times of a trace ascend. One thread at a time.
class LaneBoard {
public:
    void clear(base::TimeRange range, qint64 stepNs);
    // A series of the lane; its number, from zero on.
    std::size_t add(const QString &lane, SeriesTracePtr trace);
    // The window from now on: as long as before, later by whole steps or not at all. Before traces are replaced.
    void moveTo(base::TimeRange range);
    void replace(std::size_t member, const SeriesTracePtr &trace);
    // Lanes of members and of what is active, ordered: what is told first, by onset, then by their highest score, then
    // by name.
    [[nodiscard]] std::vector<AnomalyLane> lanes(const std::vector<AnomalyRunPtr> &active);

private:
    struct Lane {
        AnomalyLane shown;
        std::vector<std::size_t> members;
        std::size_t doubtful = 0; // so many of its oldest scores may have been of samples that are forgotten
        bool isTouched = true;    // `now` and `highest` may differ
        float highest = 0;
    };
    struct Member {
        std::size_t lane = 0;
        SeriesTracePtr trace;
    };
    [[nodiscard]] std::size_t laneOf(const QString &name);
    [[nodiscard]] std::ptrdiff_t placeOf(qint64 timeMs) const; // may be outside of the window
    void addFrom(Lane &lane, const SeriesTrace &trace, std::size_t first);
    void workOut(Lane &lane);
    void settle(Lane &lane);

    base::TimeRange m_range;
    qint64 m_stepNs = 1;
    std::vector<Lane> m_lanes;
    QHash<QString, std::size_t> m_names;
    std::vector<Member> m_members;
};

} // namespace wf::engine
