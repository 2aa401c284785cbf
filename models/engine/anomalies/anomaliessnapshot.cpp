// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomaliessnapshot.h"

#include "models/base/clock.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Anomalies", text, nullptr, n);
}

bool isWorse(const AnomalyRunPtr &a, const AnomalyRunPtr &b)
{
    const auto left = severityOf(*a), right = severityOf(*b);
    if (left != right)
        return left < right;
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence;
    return a->startNs != b->startNs ? a->startNs < b->startNs : a->of->key < b->of->key;
}

void addScores(const SeriesTrace &trace, AnomalyLane &lane, base::TimeRange range, qint64 stepNs)
{
    for (std::size_t i = 0; i < trace.timesMs.size(); ++i) {
        const qint64 at = (trace.timesMs[i] * base::nsPerMs - range.startNs) / stepNs;
        if (at < 0 || at >= static_cast<qint64>(lane.scores.size()))
            continue;
        float &score = lane.scores[static_cast<std::size_t>(at)];
        if (!(score >= trace.scores[i]))
            score = trace.scores[i];
    }
}

struct LaneOrder {
    qint64 firstNs = std::numeric_limits<qint64>::max(); // onset of what is active
    float highest = 0;
};

} // namespace

AnomaliesSnapshot joinOutcomes(const std::vector<std::shared_ptr<const GroupOutcome>> &outcomes, qint64 stepNs,
                               qint64 nowNs)
{
    AnomaliesSnapshot out;
    const auto points = static_cast<qint64>(WatchedSeries::tracePoints);
    out.laneRange = {nowNs - points * stepNs, nowNs};
    std::map<QString, std::pair<AnomalyLane, LaneOrder>> lanes;
    for (const auto &outcome : outcomes) {
        out.found += outcome->found;
        for (const AnomalyRunPtr &run : outcome->runs) {
            (run->isActive() ? out.active : out.ended).push_back(run);
            if (!run->isActive())
                continue;
            auto &[lane, order] = lanes[run->of->lane()];
            lane.isActive = true;
            order.firstNs = std::min(order.firstNs, run->startNs);
        }
        for (const SeriesState &state : outcome->series) {
            out.series.push_back(state);
            auto &[lane, order] = lanes[state.of->lane()];
            lane.scores.resize(static_cast<std::size_t>(points), std::numeric_limits<float>::quiet_NaN());
            addScores(*state.trace, lane, out.laneRange, stepNs);
            if (!state.trace->scores.empty())
                lane.now = std::max(lane.now, state.trace->scores.back());
        }
    }
    for (auto &[name, entry] : lanes) {
        entry.first.name = name;
        entry.second.highest = entry.first.now;
        for (const float score : entry.first.scores)
            entry.second.highest = std::max(entry.second.highest, std::isnan(score) ? 0 : score);
    }
    std::vector<std::pair<AnomalyLane, LaneOrder>> ordered;
    for (auto &[name, entry] : lanes)
        ordered.push_back(std::move(entry));
    std::ranges::stable_sort(ordered, [](const auto &a, const auto &b) {
        return a.second.firstNs != b.second.firstNs ? a.second.firstNs < b.second.firstNs
                                                    : a.second.highest > b.second.highest;
    });
    for (auto &[lane, order] : ordered)
        out.lanes.push_back(std::move(lane));
    std::ranges::sort(out.active, isWorse);
    std::ranges::sort(out.ended, [](const AnomalyRunPtr &a, const AnomalyRunPtr &b) {
        return a->endNs != b->endNs ? a->endNs > b->endNs : a->of->key < b->of->key;
    });
    std::ranges::sort(out.series, {}, [](const SeriesState &s) { return s.of->key; });
    return out;
}

QString AnomaliesSnapshot::notYetKnown() const
{
    if (series.empty())
        return {};
    const auto knowing = std::ranges::count_if(series, &SeriesState::knowsTheDay);
    const auto missing = static_cast<int>(series.size()) - static_cast<int>(knowing);
    if (missing == 0)
        return {};
    return knowing == 0
               ? tr("There is less than a day of history: what is usual at this hour cannot be known yet. "
                    "Until then the last hours are what is usual.")
               : tr("Of %n series there is less than a day of history: their last hours are what is usual.", missing);
}

const AnomalyRun *AnomaliesSnapshot::find(quint64 id) const
{
    for (const auto *runs : {&active, &ended})
        for (const AnomalyRunPtr &run : *runs)
            if (run->id() == id)
                return run.get();
    return nullptr;
}

const SeriesState *AnomaliesSnapshot::state(const QString &seriesKey) const
{
    const auto at = std::ranges::lower_bound(series, seriesKey, {}, [](const SeriesState &s) { return s.of->key; });
    return at != series.end() && at->of->key == seriesKey ? &*at : nullptr;
}

} // namespace wf::engine
