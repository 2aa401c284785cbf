// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/laneboard.h"

#include "models/base/clock.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace wf::engine {

namespace {

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();

// How much of the older trace is the beginning of the newer one; nothing: it is another trace.
struct Continuation {
    std::size_t forgotten = 0; // of the older one, at its beginning
    std::size_t kept = 0;      // of the newer one, before what is added
};

std::optional<Continuation> continuationOf(const SeriesTrace &older, const SeriesTrace &newer)
{
    if (newer.timesMs.empty())
        return older.timesMs.empty() ? std::optional(Continuation()) : std::nullopt;
    const auto first = std::ranges::lower_bound(older.timesMs, newer.timesMs.front());
    const auto forgotten = first - older.timesMs.begin();
    const auto kept = older.timesMs.end() - first;
    if (kept > std::ssize(newer.timesMs) ||
        !std::equal(first, older.timesMs.end(), newer.timesMs.begin(), newer.timesMs.begin() + kept) ||
        !std::equal(older.scores.begin() + forgotten, older.scores.end(), newer.scores.begin(),
                    newer.scores.begin() + kept))
        return std::nullopt;
    return Continuation{static_cast<std::size_t>(forgotten), static_cast<std::size_t>(kept)};
}

void raise(float &score, float to)
{
    if (!(score >= to))
        score = to;
}

} // namespace

void LaneBoard::clear(base::TimeRange range, qint64 stepNs)
{
    m_range = range;
    m_stepNs = stepNs;
    m_lanes.clear();
    m_names.clear();
    m_members.clear();
}

std::size_t LaneBoard::laneOf(const QString &name)
{
    const auto known = m_names.constFind(name);
    if (known != m_names.constEnd())
        return *known;
    m_names.insert(name, m_lanes.size());
    m_lanes.emplace_back().shown.name = name;
    return m_lanes.size() - 1;
}

std::size_t LaneBoard::add(const QString &lane, SeriesTracePtr trace)
{
    const std::size_t at = laneOf(lane);
    m_lanes[at].shown.scores.resize(static_cast<std::size_t>((m_range.endNs - m_range.startNs) / m_stepNs), nothing);
    m_lanes[at].members.push_back(m_members.size());
    addFrom(m_lanes[at], *trace, 0);
    m_members.push_back({at, std::move(trace)});
    return m_members.size() - 1;
}

std::ptrdiff_t LaneBoard::placeOf(qint64 timeMs) const
{
    const qint64 since = timeMs * base::nsPerMs - m_range.startNs;
    return since <= 0 ? -1 : static_cast<std::ptrdiff_t>((since - 1) / m_stepNs);
}

void LaneBoard::addFrom(Lane &lane, const SeriesTrace &trace, std::size_t first)
{
    lane.isTouched = true;
    std::vector<float> &scores = lane.shown.scores;
    for (std::size_t i = first; i < trace.timesMs.size(); ++i)
        if (const auto at = placeOf(trace.timesMs[i]); at >= 0 && at < std::ssize(scores))
            raise(scores[static_cast<std::size_t>(at)], trace.scores[i]);
}

void LaneBoard::moveTo(base::TimeRange range)
{
    const auto steps = static_cast<std::ptrdiff_t>((range.startNs - m_range.startNs) / m_stepNs);
    if (steps == 0)
        return;
    const auto points = static_cast<std::ptrdiff_t>((m_range.endNs - m_range.startNs) / m_stepNs);
    m_range = range;
    for (Lane &lane : m_lanes) {
        std::vector<float> &scores = lane.shown.scores;
        if (scores.empty())
            continue;
        std::fill(std::shift_left(scores.begin(), scores.end(), steps), scores.end(), nothing);
        lane.doubtful -= std::min(lane.doubtful, static_cast<std::size_t>(steps));
        lane.isTouched = true;
    }
    // What lay beyond the end of the window may be in it now.
    for (const Member &member : m_members) {
        const SeriesTrace &trace = *member.trace;
        std::size_t first = trace.timesMs.size();
        while (first > 0 && placeOf(trace.timesMs[first - 1]) >= std::max<std::ptrdiff_t>(0, points - steps))
            --first;
        addFrom(m_lanes[member.lane], trace, first);
    }
}

void LaneBoard::replace(std::size_t member, const SeriesTracePtr &trace)
{
    Member &one = m_members[member];
    if (one.trace == trace)
        return;
    Lane &lane = m_lanes[one.lane];
    const SeriesTracePtr older = std::exchange(one.trace, trace);
    lane.isTouched = true;
    const auto goesOn = continuationOf(*older, *trace);
    if (!goesOn) {
        lane.doubtful = lane.shown.scores.size();
        return;
    }
    if (goesOn->forgotten > 0) {
        const auto last = placeOf(older->timesMs[goesOn->forgotten - 1]);
        lane.doubtful = std::max(lane.doubtful, std::min(static_cast<std::size_t>(last + 1), lane.shown.scores.size()));
    }
    addFrom(lane, *trace, goesOn->kept);
}

// The doubtful scores anew.
void LaneBoard::workOut(Lane &lane)
{
    const auto end = static_cast<std::ptrdiff_t>(std::exchange(lane.doubtful, 0));
    std::vector<float> &scores = lane.shown.scores;
    std::fill_n(scores.begin(), end, nothing);
    for (const std::size_t member : lane.members) {
        const SeriesTrace &trace = *m_members[member].trace;
        for (std::size_t i = 0; i < trace.timesMs.size(); ++i) {
            const auto at = placeOf(trace.timesMs[i]);
            if (at >= end)
                break;
            if (at >= 0)
                raise(scores[static_cast<std::size_t>(at)], trace.scores[i]);
        }
    }
}

void LaneBoard::settle(Lane &lane)
{
    if (lane.doubtful > 0)
        workOut(lane);
    if (!std::exchange(lane.isTouched, false))
        return;
    lane.shown.now = 0;
    for (const std::size_t member : lane.members)
        if (const SeriesTrace &trace = *m_members[member].trace; !trace.scores.empty())
            lane.shown.now = std::max(lane.shown.now, trace.scores.back());
    lane.highest = lane.shown.now;
    for (const float score : lane.shown.scores)
        lane.highest = score > lane.highest ? score : lane.highest; // NaN is not
}

std::vector<AnomalyLane> LaneBoard::lanes(const std::vector<AnomalyRunPtr> &active)
{
    for (Lane &lane : m_lanes) {
        lane.shown.isActive = lane.shown.isTold = false;
        lane.shown.onsetNs = 0;
    }
    for (const AnomalyRunPtr &run : active) {
        AnomalyLane &lane = m_lanes[laneOf(run->of->lane())].shown;
        const bool isTold = severityOf(*run) <= signals::Severity::Warning;
        const bool isFirst = !lane.isActive || (isTold && !lane.isTold);
        if (isFirst || (isTold == lane.isTold && run->startNs < lane.onsetNs))
            lane.onsetNs = run->startNs;
        lane.isActive = true;
        lane.isTold |= isTold;
    }
    std::vector<const Lane *> ordered;
    for (Lane &lane : m_lanes) {
        settle(lane);
        if (lane.shown.isActive || !lane.members.empty())
            ordered.push_back(&lane);
    }
    const auto onset = [](const AnomalyLane &lane) {
        return lane.isActive ? lane.onsetNs : std::numeric_limits<qint64>::max();
    };
    std::ranges::sort(ordered, [&onset](const Lane *a, const Lane *b) {
        return std::tuple(!a->shown.isTold, onset(a->shown), b->highest, std::cref(a->shown.name)) <
               std::tuple(!b->shown.isTold, onset(b->shown), a->highest, std::cref(b->shown.name));
    });
    std::vector<AnomalyLane> out;
    out.reserve(ordered.size());
    for (const Lane *lane : ordered)
        out.push_back(lane->shown);
    return out;
}

} // namespace wf::engine
