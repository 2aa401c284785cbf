// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/series/watchedseries.h"

#include "models/analysis/anomalies/shapes/leftdiscord.h"
#include "models/analysis/numbers/gaps.h"
#include "models/base/clock.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

namespace {

constexpr qint64 leastNewMs = 20 * 3'600'000; // that a training is worth
constexpr std::size_t shapePast = 240;        // values whose shape is compared
constexpr float nothing = std::numeric_limits<float>::quiet_NaN();

bool decidedByTheDay(const analysis::Judgement &judgement)
{
    return std::ranges::any_of(judgement.votes, [](const analysis::DetectorVote &v) {
        return v.vote != analysis::Vote::Abstains && std::string_view(v.detector) == "time of day";
    });
}

analysis::WatchSettings settingsFor(const WatchedIdentity &of)
{
    analysis::WatchSettings out;
    out.least = leastNoticeable(of.question->kind);
    return out;
}

// It may become part of a run.
bool isOdd(const analysis::Judgement &judgement)
{
    return judgement.isAnomaly || judgement.isNews || judgement.isFlat;
}

} // namespace

WatchedSeries::WatchedSeries(std::shared_ptr<const WatchedIdentity> of)
    : m_of(of), m_watch(settingsFor(*of)), m_runs(std::move(of))
{
}

// Neither of these is part of the agreement, which was calibrated without them.
void WatchedSeries::voteOfVersions(qint64 timeMs, analysis::Judgement &judgement) const
{
    analysis::DetectorVote forest, histogram;
    forest.detector = "isolation forest";
    histogram.detector = "histogram";
    if (!m_shelf.versions().empty() && m_last.size() > analysis::featureHistory) {
        const auto said = m_shelf.verdicts(m_last, timeMs, isOdd(judgement), m_company.get());
        for (const auto &[vote, isUnusual] : {std::pair(&forest, said.byForest), {&histogram, said.byHistogram}}) {
            vote->vote = isUnusual ? analysis::Vote::Yes : analysis::Vote::No;
            vote->reason = isUnusual ? analysis::VoteReason::UnusualShape : analysis::VoteReason::UsualShape;
        }
    }
    judgement.votes.push_back(forest);
    judgement.votes.push_back(histogram);
}

void WatchedSeries::voteOfRange(double value, analysis::Judgement &judgement) const
{
    analysis::DetectorVote vote;
    vote.detector = "threshold";
    if (const auto band = m_range.band()) {
        const bool isAbove = value > band->high, isBelow = value < band->low;
        vote.vote = isAbove || isBelow ? analysis::Vote::Yes : analysis::Vote::No;
        vote.reason = isAbove   ? analysis::VoteReason::AboveBand
                      : isBelow ? analysis::VoteReason::BelowBand
                                : analysis::VoteReason::InsideBand;
        vote.low = band->low;
        vote.high = band->high;
        vote.expected = (band->low + band->high) / 2;
        vote.size = std::abs(value - vote.expected) / ((band->high - band->low) / 2);
    }
    judgement.votes.push_back(vote);
}

// Costly, so only of samples that stand out anyway: nobody sees the votes of others.
void WatchedSeries::voteOfShape(analysis::Judgement &judgement) const
{
    analysis::DetectorVote vote;
    vote.detector = "pattern";
    if (isOdd(judgement)) {
        std::vector<double> values;
        for (std::size_t i = m_trace.size() - std::min(m_trace.size(), shapePast); i < m_trace.size(); ++i)
            values.push_back(static_cast<double>(m_trace[i].value));
        if (const auto discord = analysis::newestDiscord(values)) {
            vote.vote = discord->isUnusual() ? analysis::Vote::Yes : analysis::Vote::No;
            vote.reason = discord->isUnusual() ? analysis::VoteReason::UnusualShape : analysis::VoteReason::UsualShape;
            vote.size = discord->usual > 0 ? discord->distance / discord->usual : 0;
        }
    }
    judgement.votes.push_back(vote);
}

// Only where somebody asked for such models: nobody sees a vote that always abstains.
std::optional<analysis::DetectorVote> WatchedSeries::voteOfSequence(double value) const
{
    const auto expected = m_shelf.expected(m_last);
    if (!expected)
        return std::nullopt;
    analysis::DetectorVote vote;
    vote.detector = "LSTM";
    const bool isAbove = value > expected->high, isBelow = value < expected->low;
    vote.vote = isAbove || isBelow ? analysis::Vote::Yes : analysis::Vote::No;
    vote.reason = isAbove   ? analysis::VoteReason::AboveBand
                  : isBelow ? analysis::VoteReason::BelowBand
                            : analysis::VoteReason::InsideBand;
    vote.expected = expected->middle;
    vote.low = expected->low;
    vote.high = expected->high;
    vote.size = std::abs(value - expected->middle) / ((expected->high - expected->low) / 2);
    return vote;
}

void WatchedSeries::voteOfMissing(analysis::Judgement &judgement) const
{
    analysis::DetectorVote vote;
    vote.detector = "missing data";
    if (m_missing.usualMs()) {
        vote.vote = analysis::Vote::No;
        vote.reason = analysis::VoteReason::OnTime;
    }
    judgement.votes.push_back(vote);
}

// What was never negative is not expected to be: one band for votes, runs, charts and cards.
void WatchedSeries::raiseBands(analysis::Judgement &judgement) const
{
    if (!m_isNeverNegative)
        return;
    for (analysis::DetectorVote &vote : judgement.votes)
        if (vote.low < 0 && vote.high > 0)
            vote.low = 0;
}

void WatchedSeries::take(qint64 timeMs, double value)
{
    if (timeMs <= m_lastMs || !analysis::isUsable(value))
        return;
    m_lastMs = timeMs;
    if (m_samples++ == 0)
        m_firstMs = timeMs;
    m_missing.sample(timeMs);
    m_shelf.see(timeMs, value);
    auto judgement = m_watch.judge(timeMs, value);
    voteOfMissing(judgement);
    voteOfRange(value, judgement);
    m_range.add(value);
    std::optional<analysis::DetectorVote> sequence = voteOfSequence(value);
    if (m_last.size() > analysis::SequenceModel::reach)
        m_last.erase(m_last.begin());
    m_last.push_back(value);
    voteOfVersions(timeMs, judgement);
    if (m_trace.size() == tracePoints)
        m_trace.pop_front();
    m_trace.push_back({timeMs, static_cast<float>(value), nothing, nothing, 0});
    voteOfShape(judgement);
    if (sequence)
        judgement.votes.push_back(*sequence);
    m_isNeverNegative = m_isNeverNegative && value >= 0;
    raiseBands(judgement);
    m_knowsTheDay = m_knowsTheDay || decidedByTheDay(judgement);
    m_runs.take(timeMs * base::nsPerMs, value, judgement);
    const auto band = expectedBand(judgement);
    Point &point = m_trace.back();
    point.low = band ? static_cast<float>(band->low) : nothing;
    point.high = band ? static_cast<float>(band->high) : nothing;
    point.score = static_cast<float>(judgement.score - (judgement.isNews ? 1 : 0));
}

void WatchedSeries::lookAt(qint64 nowMs)
{
    if (const auto since = m_missing.missingSince(nowMs))
        m_runs.takeMissing(*since * base::nsPerMs, nowMs * base::nsPerMs, m_missing.usualMs().value_or(1));
}

void WatchedSeries::heed(const analysis::SeriesFeedback &feedback)
{
    m_feedback = feedback;
    m_watch.heed(feedback);
}

bool WatchedSeries::train(std::span<const qint64> timesMs, std::span<const double> values, bool withSequence,
                          const std::stop_token &stop)
{
    const auto &versions = m_shelf.versions();
    const bool knowsIt = !versions.empty() && !timesMs.empty() && timesMs.back() - m_shelf.trainedToMs() < leastNewMs &&
                         (!withSequence || versions.back().model.sequence);
    if (knowsIt)
        return false;
    const bool hasSequence = withSequence || (!versions.empty() && versions.back().model.sequence);
    auto training = analysis::trained(timesMs, values, {1, hasSequence, m_company.get()}, stop);
    if (training.answer != analysis::TrainingAnswer::Trained)
        return false;
    m_shelf.add(std::move(training.model));
    return true;
}

SeriesTracePtr WatchedSeries::trace() const
{
    auto out = std::make_shared<SeriesTrace>();
    out->timesMs.reserve(m_trace.size());
    for (auto *column : {&out->values, &out->low, &out->high, &out->scores})
        column->reserve(m_trace.size());
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
        out.push_back({v.number, v.model.trainedAtMs * base::nsPerMs, v.model.samples, v.model.sequence.has_value()});
    return out;
}

} // namespace wf::engine
