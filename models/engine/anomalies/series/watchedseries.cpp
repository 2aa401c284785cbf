// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/series/watchedseries.h"

#include "models/analysis/numbers/gaps.h"
#include "models/base/clock.h"

#include <algorithm>
#include <limits>

namespace wf::engine {

namespace {

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();

bool decidedByTheDay(const analysis::Judgement &judgement)
{
    return std::ranges::any_of(judgement.votes, [](const analysis::DetectorVote &v) {
        return v.vote != analysis::Vote::Abstains && std::string_view(v.detector) == "time of day";
    });
}

} // namespace

WatchedSeries::WatchedSeries(std::shared_ptr<const WatchedIdentity> of) : m_of(of), m_runs(std::move(of)) {}

void WatchedSeries::voteOfVersions(qint64 timeMs, analysis::Judgement &judgement) const
{
    analysis::DetectorVote vote;
    vote.detector = "trained models";
    if (!m_shelf.versions().empty() && m_last.size() > analysis::featureHistory) {
        const bool isUnusual = m_shelf.isUnusual(m_last, timeMs);
        vote.vote = isUnusual ? analysis::Vote::Yes : analysis::Vote::No;
        vote.reason = isUnusual ? analysis::VoteReason::UnusualShape : analysis::VoteReason::UsualShape;
    }
    judgement.votes.push_back(vote);
}

void WatchedSeries::take(qint64 timeMs, double value)
{
    if (timeMs <= m_lastMs || !analysis::isUsable(value))
        return;
    m_lastMs = timeMs;
    if (m_samples++ == 0)
        m_firstMs = timeMs;
    m_missing.sample(timeMs);
    if (m_last.size() > analysis::featureHistory)
        m_last.erase(m_last.begin());
    m_last.push_back(value);
    auto judgement = m_watch.judge(timeMs, value);
    voteOfVersions(timeMs, judgement);
    m_knowsTheDay = m_knowsTheDay || decidedByTheDay(judgement);
    m_runs.take(timeMs * base::nsPerMs, value, judgement);
    const auto band = expectedBand(judgement);
    if (m_trace.size() == tracePoints)
        m_trace.pop_front();
    m_trace.push_back({timeMs, static_cast<float>(value), band ? static_cast<float>(band->low) : nothing,
                       band ? static_cast<float>(band->high) : nothing,
                       static_cast<float>(judgement.score - (judgement.isNews ? 1 : 0))});
}

void WatchedSeries::lookAt(qint64 nowMs)
{
    if (const auto since = m_missing.missingSince(nowMs))
        m_runs.takeMissing(*since * base::nsPerMs, nowMs * base::nsPerMs);
}

void WatchedSeries::heed(const analysis::SeriesFeedback &feedback)
{
    m_feedback = feedback;
    m_watch.heed(feedback);
}

bool WatchedSeries::train(std::span<const qint64> timesMs, std::span<const double> values, const std::stop_token &stop)
{
    auto training = analysis::trained(timesMs, values, 1, stop);
    if (training.answer != analysis::TrainingAnswer::Trained)
        return false;
    m_shelf.add(std::move(training.model));
    return true;
}

SeriesTracePtr WatchedSeries::trace() const
{
    auto out = std::make_shared<SeriesTrace>();
    out->timesMs.reserve(m_trace.size());
    for (const Point &p : m_trace) {
        out->timesMs.push_back(p.timeMs);
        out->values.push_back(p.value);
        out->low.push_back(p.low);
        out->high.push_back(p.high);
        out->scores.push_back(p.score);
    }
    return out;
}

std::vector<ModelVersion> WatchedSeries::versions() const
{
    std::vector<ModelVersion> out;
    for (const auto &v : m_shelf.versions())
        out.push_back({v.number, v.model.trainedAtMs * base::nsPerMs, v.model.samples});
    return out;
}

double WatchedSeries::drift() const
{
    std::vector<double> values;
    for (const Point &p : m_trace)
        values.push_back(static_cast<double>(p.value));
    return m_shelf.drift(values);
}

} // namespace wf::engine
