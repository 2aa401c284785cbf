// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/watch/serieswatch.h"

#include "models/analysis/anomalies/departurescale.h"
#include "models/analysis/anomalies/expectations.h"
#include "models/analysis/anomalies/rules/plain.h"
#include "models/analysis/anomalies/shapes/spectralresidual.h"
#include "models/analysis/anomalies/shapes/subspace.h"
#include "models/analysis/anomalies/tailprobability.h"
#include "models/analysis/numbers/gaps.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr double fading = 0.85;            // what is left of an excess one sample later
constexpr qint64 latestMs = 1LL << 50;     // the year 37648: times beyond are broken
constexpr std::size_t clockWasSet = 20;    // late samples in order
constexpr std::size_t contextsLearn = 100; // samples before contexts, and who tells flat lines, have a say

// What a member is for, beside voting.
enum Role : unsigned {
    Votes = 0,
    Scores = 1,  // its size goes into the score
    Decides = 2, // it says whether a sample is an anomaly
    Stands = 4,  // it does so while no one who decides has seen enough
    Tells = 8,   // its rarity goes into the likelihood
};

bool hasBand(const DetectorVote &vote)
{
    return vote.low < vote.high;
}

DetectorVote contextsAbstain()
{
    DetectorVote out;
    out.detector = "contexts";
    return out;
}

DetectorVote contextVote(const Novelty &novelty, double value, double bar)
{
    DetectorVote out = contextsAbstain();
    out.vote = novelty.share >= bar ? Vote::Yes : Vote::No;
    out.reason = out.vote == Vote::Yes ? VoteReason::NewInContext : VoteReason::Foreseen;
    out.low = novelty.low <= novelty.high ? novelty.low : value;
    out.high = novelty.low <= novelty.high ? novelty.high : value;
    out.expected = (out.low + out.high) / 2;
    out.size = novelty.share;
    return out;
}

// Not part of the agreement: what stands still may well be usual.
DetectorVote flatVote(const FlatLine &line, bool knows, bool isFlat)
{
    DetectorVote out;
    out.detector = "flat line";
    if (!knows || line.longest() == 0)
        return out;
    out.vote = isFlat ? Vote::Yes : Vote::No;
    out.reason = isFlat ? VoteReason::StandsStill : VoteReason::Moves;
    out.size = static_cast<double>(line.run());
    out.expected = static_cast<double>(line.longest());
    return out;
}

constexpr std::size_t longWindow = 1000; // departures, of those who tell
constexpr std::size_t shortWindow = 250; // of those who score or decide
constexpr std::size_t votersWindow = 128;

} // namespace

struct SeriesWatch::Member {
    Member(const char *itsName, unsigned itsRoles, std::unique_ptr<Detector> itsDetector)
        : name(itsName),
          roles(itsRoles),
          detector(std::move(itsDetector)),
          sizes((roles & Tells) != 0 ? longWindow : (roles != Votes ? shortWindow : votersWindow))
    {
    }
    const char *name;
    unsigned roles;
    std::unique_ptr<Detector> detector;
    SizeWindow sizes;
};

struct SeriesWatch::Tally {
    double strongest = 0, largest = 0, rarity = 0, tellers = 0;
    bool isDecided = false, isAnomaly = false, standIn = false;
};

SeriesWatch::SeriesWatch(const WatchSettings &settings) : m_settings(settings), m_news(settings.news)
{
    m_members.reserve(12);
    m_members.emplace_back("line of 4", Scores, std::make_unique<LocalLine>(4));
    m_members.emplace_back("line of 12", Scores, std::make_unique<LocalLine>(12));
    m_members.emplace_back("line of 32", Scores, std::make_unique<LocalLine>(32));
    m_members.emplace_back("line of 64", Stands | Tells, std::make_unique<LocalLine>(64));
    m_members.emplace_back("time of day", Scores | Decides | Tells, std::make_unique<TimeOfDay>());
    m_members.emplace_back("median", Votes, std::make_unique<RollingMedian>());
    m_members.emplace_back("autoregression", Votes, std::make_unique<Autoregression>());
    m_members.emplace_back("mean and deviation", Votes, std::make_unique<ZScore>());
    m_members.emplace_back("rate of change", Votes, std::make_unique<RateOfChange>());
    m_members.emplace_back("level shift", Votes, std::make_unique<LevelShift>());
    m_members.emplace_back("subspace", Votes, std::make_unique<Subspace>());
    m_members.emplace_back("spectrum", Votes, std::make_unique<SpectralResidual>());
}

SeriesWatch::~SeriesWatch() = default;
SeriesWatch::SeriesWatch(SeriesWatch &&) noexcept = default;
SeriesWatch &SeriesWatch::operator=(SeriesWatch &&) noexcept = default;

void SeriesWatch::heed(const SeriesFeedback &feedback)
{
    m_feedback = feedback;
    m_factor = feedback.factor();
}

void SeriesWatch::ask(Member &member, const Sample &sample, double spread, Judgement &out, Tally &tally)
{
    DetectorVote &vote = out.votes.emplace_back();
    vote.detector = member.name;
    const Opinion opinion = member.detector->look(sample);
    if (opinion.abstains())
        return;
    if (member.sizes.size() < leastDepartures) {
        member.sizes.add(opinion.departure);
        return;
    }
    const double own = opinion.unit > 0 ? spread / opinion.unit : 0; // the spread in what departures are measured in
    const double usual = usualDeparture(member.sizes, own);
    const double size = departureSize(opinion.departure, usual);
    const double bar = m_settings.anomalySize * m_factor;
    const double band = bar * usual * opinion.unit;
    vote.vote = size >= bar ? Vote::Yes : Vote::No;
    vote.size = size;
    if (opinion.unit > 0) {
        vote.reason = vote.vote == Vote::No   ? VoteReason::InsideBand
                      : opinion.departure > 0 ? VoteReason::AboveBand
                                              : VoteReason::BelowBand;
        vote.expected = opinion.expected;
        vote.low = opinion.expected - band;
        vote.high = opinion.expected + band;
    } else {
        vote.reason = vote.vote == Vote::No ? VoteReason::UsualShape : VoteReason::UnusualShape;
    }
    if ((member.roles & Scores) != 0)
        tally.strongest = std::max(tally.strongest, size);
    if (member.roles != Votes)
        tally.largest = std::max(tally.largest, size);
    if ((member.roles & Tells) != 0) {
        tally.rarity += rarity(member.sizes, opinion.departure);
        ++tally.tellers;
    }
    if ((member.roles & Decides) != 0) {
        tally.isDecided = true;
        tally.isAnomaly = tally.isAnomaly || vote.vote == Vote::Yes;
    }
    if ((member.roles & Stands) != 0)
        tally.standIn = tally.standIn || vote.vote == Vote::Yes;
    member.sizes.add(opinion.departure);
}

// A likelihood speaks for itself where a departure can be seen, and together with the contexts where they see news.
double SeriesWatch::loudness(double likelihood, double largest, double novelty)
{
    m_lastLikelihoods[m_count % m_lastLikelihoods.size()] = likelihood;
    const double alone = largest >= m_settings.newsSize ? likelihood : 0;
    if (novelty <= 0.5)
        return alone;
    const double around = *std::max_element(m_lastLikelihoods.begin(), m_lastLikelihoods.end());
    return std::max(alone, around + m_settings.noveltyWorth * (2 * novelty - 1));
}

bool SeriesWatch::isLate(qint64 timeMs)
{
    if (timeMs > m_lastMs) {
        m_lateInOrder = 0;
        return false;
    }
    const bool isInOrder = m_lateInOrder == 0 || timeMs > m_lastLateMs;
    m_lateInOrder = isInOrder ? m_lateInOrder + 1 : 1;
    m_lastLateMs = timeMs;
    return m_lateInOrder < clockWasSet;
}

WatchTrend SeriesWatch::trendAfter(double strongest)
{
    const double share = std::min(1.0, strongest / m_settings.anomalySize);
    m_lately += (share - m_lately) / 15;
    m_before += (share - m_before) / 120;
    if (m_count < 120 || std::abs(m_lately - m_before) < 0.1)
        return WatchTrend::Stable;
    return m_lately > m_before ? WatchTrend::Degrading : WatchTrend::Improving;
}

Judgement SeriesWatch::judge(qint64 timeMs, double value)
{
    Judgement out;
    if (!isUsable(value) || timeMs > latestMs || timeMs < -latestMs || isLate(timeMs))
        return out;
    m_lastMs = timeMs;
    ++m_count;
    m_values.add(value);
    const double spread = std::max({m_values.quantile(0.95) - m_values.quantile(0.05),
                                    m_settings.leastOfLevel * std::abs(m_values.quantile(0.5)), m_settings.least});
    Tally tally;
    out.isExpected = m_feedback.isExpected(timeMs);
    out.votes.reserve(m_members.size() + 5); // and those that are added to it
    for (Member &m : m_members)
        ask(m, {timeMs, value}, spread, out, tally);
    const Novelty novelty = m_contexts.add(value);
    const bool knowsContexts = m_count > contextsLearn;
    out.votes.push_back(knowsContexts ? contextVote(novelty, value, m_settings.noveltyBar) : contextsAbstain());
    m_lasting = std::max(tally.strongest, fading * m_lasting);
    out.isAnomaly = !out.isExpected && (tally.isDecided ? tally.isAnomaly : tally.standIn);
    const double likelihood = m_likelihood.add(tally.tellers > 0 ? tally.rarity / tally.tellers : 0);
    const double loud = loudness(likelihood, tally.largest, knowsContexts ? novelty.share : 0) / m_factor;
    out.isNews = m_news.isNews(out.isExpected ? 0 : loud);
    out.isAfterNews = m_news.goesOn();
    out.trend = trendAfter(tally.strongest);
    out.score = m_lasting / (m_lasting + m_settings.anomalySize) + (out.isNews ? 1 : 0);
    out.agreement = agreement(out.votes);
    out.confidence = calibratedAgreement(out.agreement);
    out.isFlat = m_flat.look(value) && knowsContexts && !out.isExpected;
    out.isStuck = out.isFlat && m_flat.usedToMove();
    out.votes.push_back(flatVote(m_flat, knowsContexts, out.isFlat));
    return out;
}

QString judgementReason(const Judgement &judgement, double value)
{
    const DetectorVote *strongest = nullptr;
    int yes = 0, cast = 0;
    for (const DetectorVote &v : judgement.votes) {
        if (v.vote == Vote::Abstains || v.reason == VoteReason::Moves)
            continue;
        ++cast;
        yes += v.vote == Vote::Yes ? 1 : 0;
        const bool isBetter = strongest == nullptr || (hasBand(v) && !hasBand(*strongest)) ||
                              (hasBand(v) == hasBand(*strongest) && v.size > strongest->size);
        if (isBetter)
            strongest = &v;
    }
    if (strongest == nullptr)
        return QStringLiteral("Too little history to tell what is usual.");
    const QString agreed = QStringLiteral(" %1 of %2 detectors find it unusual.").arg(yes).arg(cast);
    return voteSentence(*strongest, value) + agreed;
}

} // namespace wf::analysis
