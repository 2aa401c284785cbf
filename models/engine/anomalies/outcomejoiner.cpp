// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/outcomejoiner.h"

#include <algorithm>
#include <tuple>

namespace wf::engine {

namespace {

bool isWorse(const AnomalyRun &a, const AnomalyRun &b)
{
    const auto left = severityOf(a), right = severityOf(b);
    return std::tie(left, b.confidence, a.startNs, a.of->key) < std::tie(right, a.confidence, b.startNs, b.of->key);
}

bool endedLater(const AnomalyRun &a, const AnomalyRun &b)
{
    return std::tie(b.endNs, a.of->key) < std::tie(a.endNs, b.of->key);
}

bool haveEqualSeries(const GroupOutcome &a, const GroupOutcome &b)
{
    return &a == &b || std::ranges::equal(a.series, b.series, {}, &SeriesState::of, &SeriesState::of);
}

} // namespace

bool OutcomeJoiner::goesOn(const Outcomes &outcomes, base::TimeRange range, qint64 stepNs) const
{
    const qint64 later = range.startNs - m_range.startNs;
    return stepNs == m_stepNs && later >= 0 && later % stepNs == 0 && later <= range.endNs - range.startNs &&
           std::ranges::equal(outcomes, m_outcomes,
                              [](const auto &a, const auto &b) { return haveEqualSeries(*a, *b); });
}

void OutcomeJoiner::begin(const Outcomes &outcomes, base::TimeRange range, qint64 stepNs)
{
    m_outcomes = outcomes;
    m_stepNs = stepNs;
    m_firstMember.clear();
    m_series.clear();
    m_active.clear();
    m_ended.clear();
    m_board.clear(range, stepNs);
    for (std::size_t at = 0; at < outcomes.size(); ++at) {
        const auto &series = outcomes[at]->series;
        for (std::size_t i = 0; i < series.size(); ++i) {
            const std::size_t member = m_board.add(series[i].of->lane(), series[i].trace);
            if (i == 0)
                m_firstMember.resize(at + 1, member);
            m_series.push_back({at, i});
        }
        m_firstMember.resize(at + 1);
        takeRuns(at, outcomes[at]->runs);
    }
    std::ranges::stable_sort(m_series, {}, [this](const Place &place) -> const QString & {
        return m_outcomes[place.outcome]->series[place.series].of->key;
    });
}

// One group said something new.
void OutcomeJoiner::take(std::size_t at, const std::shared_ptr<const GroupOutcome> &outcome)
{
    for (std::size_t i = 0; i < outcome->series.size(); ++i)
        m_board.replace(m_firstMember[at] + i, outcome->series[i].trace);
    if (outcome->runs != m_outcomes[at]->runs)
        takeRuns(at, outcome->runs);
    m_outcomes[at] = outcome;
}

// Those of the group go, and its new ones are put where they belong; of equal ones those of earlier groups are first.
void OutcomeJoiner::takeRuns(std::size_t at, const std::vector<AnomalyRunPtr> &runs)
{
    const auto place = [&](PlacedRuns &into, bool areActive, auto isBefore) {
        const auto before = [&isBefore](const PlacedRun &a, const PlacedRun &b) {
            return isBefore(*a.run, *b.run) || (!isBefore(*b.run, *a.run) && a.outcome < b.outcome);
        };
        std::erase_if(into, [at](const PlacedRun &one) { return one.outcome == at; });
        const auto others = std::ssize(into);
        for (const AnomalyRunPtr &run : runs)
            if (run->isActive() == areActive)
                into.push_back({run, at});
        std::stable_sort(into.begin() + others, into.end(), before);
        std::inplace_merge(into.begin(), into.begin() + others, into.end(), before);
    };
    place(m_active, true, isWorse);
    place(m_ended, false, endedLater);
}

AnomaliesSnapshot OutcomeJoiner::join(const Outcomes &outcomes, qint64 stepNs, qint64 nowNs)
{
    const base::TimeRange range{nowNs - static_cast<qint64>(WatchedSeries::tracePoints) * stepNs, nowNs};
    if (goesOn(outcomes, range, stepNs)) {
        m_board.moveTo(range);
        for (std::size_t at = 0; at < outcomes.size(); ++at)
            if (outcomes[at] != m_outcomes[at])
                take(at, outcomes[at]);
    } else {
        begin(outcomes, range, stepNs);
    }
    m_range = range;
    AnomaliesSnapshot out;
    out.laneRange = range;
    for (const auto &outcome : m_outcomes)
        out.found += outcome->found;
    out.series.reserve(m_series.size());
    for (const Place &place : m_series)
        out.series.push_back(m_outcomes[place.outcome]->series[place.series]);
    for (const auto &[from, into] : {std::pair(&m_active, &out.active), std::pair(&m_ended, &out.ended)}) {
        into->reserve(from->size());
        for (const PlacedRun &one : *from)
            into->push_back(one.run);
    }
    out.lanes = m_board.lanes(out.active);
    return out;
}

} // namespace wf::engine
