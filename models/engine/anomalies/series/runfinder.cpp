// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/series/runfinder.h"

#include "models/base/clock.h"

#include <algorithm>

namespace wf::engine {

using analysis::Vote;

namespace {

constexpr qint64 quietNs = 10 * base::nsPerMinute;
constexpr qint64 keptNs = 7 * base::nsPerDay;
constexpr std::size_t enoughSamples = 3;
constexpr double enoughAgreement = 0.25; // for news of which no sample stands out by itself

// It stands still, and that is all.
bool isStill(const analysis::Judgement &judgement)
{
    return judgement.isFlat && !judgement.isAnomaly && !judgement.isNews;
}

} // namespace

bool RunFinder::isWorthShowing(const AnomalyRun &run)
{
    return run.isTold || run.isMissing || run.samples >= enoughSamples;
}

void RunFinder::begin(qint64 timeNs, bool isMissing)
{
    m_open = AnomalyRun();
    m_open->of = m_of;
    m_open->startNs = m_open->lastNs = m_open->worstNs = timeNs;
    m_open->isMissing = isMissing;
    m_worst = {};
}

void RunFinder::close(qint64 endNs)
{
    m_open->endNs = std::max(endNs, m_open->lastNs);
    if (isWorthShowing(*m_open))
        m_kept.push_back(std::make_shared<const AnomalyRun>(std::move(*m_open)));
    m_open.reset();
    while (m_kept.size() > most || (!m_kept.empty() && m_kept.front()->endNs < endNs - keptNs))
        m_kept.pop_front();
}

void RunFinder::worsen(qint64 timeNs, double value, const analysis::Judgement &judgement)
{
    AnomalyRun &run = *m_open;
    run.lastNs = timeNs;
    ++run.samples;
    run.isTold |= judgement.isNews || judgement.isStuck ||
                  (judgement.isAfterNews && judgement.isAnomaly && judgement.confidence >= asInIncidents);
    run.isFlat = isStill(judgement) && (run.isFlat || run.samples == 1);
    run.trend = judgement.trend;
    const double score = judgement.score - (judgement.isNews ? 1 : 0);
    const Weight weight{judgement.isAnomaly, judgement.confidence, score};
    const bool isWorst = run.samples == 1 || weight > m_worst;
    run.score = std::max(run.score, score);
    run.confidence = std::max(run.confidence, judgement.confidence);
    std::vector<RunVote> votes;
    for (std::size_t i = 0; i < judgement.votes.size(); ++i) {
        const analysis::DetectorVote &v = judgement.votes[i];
        const qint64 since = i < run.votes.size() && run.votes[i].sinceNs != 0 ? run.votes[i].sinceNs
                             : v.vote == Vote::Yes                             ? timeNs
                                                                               : 0;
        if (isWorst)
            votes.push_back({QString::fromLatin1(v.detector), v.vote, voteReason(v, value, m_of->question->unit), v.low,
                             v.high, v.size, since});
        else if (i < run.votes.size())
            run.votes[i].sinceNs = since;
    }
    if (!isWorst)
        return;
    m_worst = weight;
    run.votes = std::move(votes);
    run.agreement = judgement.agreement;
    run.worstNs = timeNs;
    run.value = value;
    const auto band = expectedBand(judgement);
    run.low = band ? band->low : value;
    run.high = band ? band->high : value;
    if (run.samples == 1)
        m_firstBand = {run.low, run.high};
}

bool RunFinder::isStillBeyond(qint64 timeNs, double value) const
{
    const bool isYoung = m_open->lastNs - m_open->startNs < anomalyDwellNs && timeNs - m_open->lastNs <= quietNs;
    return isYoung && m_firstBand.low < m_firstBand.high && (value < m_firstBand.low || value > m_firstBand.high);
}

void RunFinder::take(qint64 timeNs, double value, const analysis::Judgement &judgement)
{
    if (m_open && m_open->isMissing)
        close(timeNs); // samples are back
    const bool isBelieved = judgement.isNews && judgement.agreement >= enoughAgreement;
    if (judgement.isAnomaly || isBelieved || judgement.isFlat || (judgement.isNews && m_open)) {
        if (m_open && m_open->isFlat && !judgement.isFlat)
            close(m_open->lastNs); // it moves, which is another story
        if (!m_open)
            begin(timeNs, false);
        worsen(timeNs, value, judgement);
    } else if (m_open) {
        m_open->trend = judgement.trend;
        if (isStillBeyond(timeNs, value))
            m_open->lastNs = timeNs;
        else if (timeNs - m_open->lastNs > quietNs)
            close(m_open->lastNs);
    }
}

void RunFinder::takeMissing(qint64 sinceNs, qint64 nowNs, qint64 usualMs)
{
    if (m_open && !m_open->isMissing)
        close(m_open->lastNs);
    if (!m_open) {
        begin(sinceNs, true);
        m_open->isTold = true;
    }
    analysis::DetectorVote vote;
    vote.detector = "missing data";
    vote.vote = Vote::Yes;
    vote.reason = analysis::VoteReason::Missing;
    vote.size =
        static_cast<double>((nowNs - sinceNs) / base::nsPerMs) / static_cast<double>(std::max<qint64>(1, usualMs));
    m_open->votes = {{QString::fromLatin1(vote.detector), vote.vote, voteReason(vote, 0, m_of->question->unit), 0, 0,
                      vote.size, sinceNs}};
    m_open->lastNs = std::max(nowNs, m_open->lastNs);
}

std::vector<AnomalyRunPtr> RunFinder::runs() const
{
    std::vector<AnomalyRunPtr> out(m_kept.begin(), m_kept.end());
    if (m_open && isWorthShowing(*m_open))
        out.push_back(std::make_shared<const AnomalyRun>(*m_open));
    return out;
}

} // namespace wf::engine
