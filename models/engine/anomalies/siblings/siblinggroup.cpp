// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/siblings/siblinggroup.h"

#include "models/analysis/anomalies/rules/group.h"
#include "models/analysis/numbers/gaps.h"
#include "models/base/clock.h"

#include <cmath>
#include <limits>

namespace wf::engine {

using analysis::DetectorVote;
using analysis::Vote;
using analysis::VoteReason;

namespace {

constexpr std::size_t leastSiblings = 4;
constexpr std::size_t mostForDensity = 500; // its cost grows with the square
constexpr std::size_t company = 3;          // itself and two others
constexpr double reach = 0.6;               // of the band's half width
constexpr double lately = 10;               // moments of the moving mean
constexpr int toldAfter = 10;

DetectorVote voteOfBand(double value, const analysis::GroupBand &band)
{
    DetectorVote out;
    out.detector = "siblings, deviation";
    const bool isAbove = value > band.high, isBelow = value < band.low;
    out.vote = isAbove || isBelow ? Vote::Yes : Vote::No;
    out.reason = isAbove ? VoteReason::AboveBand : isBelow ? VoteReason::BelowBand : VoteReason::InsideBand;
    out.expected = band.middle;
    out.low = band.low;
    out.high = band.high;
    const double half = band.high - band.middle;
    out.size = half > 0 ? std::abs(value - band.middle) / half : (value == band.middle ? 0 : 10);
    return out;
}

} // namespace

struct SiblingGroup::Member {
    struct Point {
        qint64 timeMs = 0;
        float value = 0, low = 0, high = 0, score = 0;
    };
    explicit Member(std::shared_ptr<const WatchedIdentity> itsIdentity) : of(itsIdentity), runs(std::move(itsIdentity))
    {
    }
    std::shared_ptr<const WatchedIdentity> of;
    RunFinder runs;
    std::deque<Point> trace;
    double mean = std::numeric_limits<double>::quiet_NaN(); // of late
    int apart = 0;                                          // moments in a row
    qint64 firstMs = 0;
    std::size_t samples = 0;

    void see(double value) { mean = std::isnan(mean) ? value : mean + (value - mean) / lately; }
    void note(qint64 timeMs, double value, const analysis::GroupBand &band, double score)
    {
        if (samples++ == 0)
            firstMs = timeMs;
        if (trace.size() == WatchedSeries::tracePoints)
            trace.pop_front();
        trace.push_back({timeMs, static_cast<float>(value), static_cast<float>(band.low), static_cast<float>(band.high),
                         static_cast<float>(score)});
    }
};

SiblingGroup::SiblingGroup(SiblingQuestion question, SubjectRules rules, std::size_t mostSeries)
    : m_question(std::move(question)),
      m_what(std::make_shared<const WatchQuestion>(m_question.what)),
      m_rules(std::move(rules)),
      m_most(mostSeries)
{
}

SiblingGroup::~SiblingGroup() = default;
SiblingGroup::SiblingGroup(SiblingGroup &&) noexcept = default;
SiblingGroup &SiblingGroup::operator=(SiblingGroup &&) noexcept = default;

SiblingGroup::Member *SiblingGroup::find(const base::Labels &labels)
{
    if (const auto known = m_members.find(labels); known != m_members.end())
        return &known->second;
    if (m_members.size() >= m_most)
        return nullptr;
    auto of = std::make_shared<WatchedIdentity>();
    of->question = m_what;
    of->labels = labels;
    of->key = m_what->id + u' ' + labels.toString();
    of->subject = m_rules.resolve(labels);
    return &m_members.try_emplace(labels, std::move(of)).first->second;
}

void SiblingGroup::judge(qint64 timeMs, const std::vector<std::pair<Member *, double>> &siblings)
{
    std::vector<double> values;
    for (const auto &[member, value] : siblings) {
        member->see(value);
        values.push_back(value);
    }
    const auto band = analysis::groupBand(values);
    if (!band)
        return;
    const double half = band->high - band->middle;
    std::vector<int> clusters;
    if (siblings.size() <= mostForDensity && half > 0) {
        std::vector<std::vector<double>> points;
        for (const auto &[member, value] : siblings)
            points.push_back({(value - band->middle) / half, (member->mean - band->middle) / half});
        clusters = analysis::densityClusters(points, reach, company);
    }
    for (std::size_t i = 0; i < siblings.size(); ++i) {
        Member &member = *siblings[i].first;
        analysis::Judgement said;
        said.votes.push_back(voteOfBand(values[i], *band));
        if (said.votes.front().low < 0 && *std::ranges::min_element(values) >= 0)
            said.votes.front().low = std::min(0.0, said.votes.front().high);
        DetectorVote &density = said.votes.emplace_back();
        density.detector = "siblings, density";
        if (!clusters.empty()) {
            density.vote = clusters[i] < 0 ? Vote::Yes : Vote::No;
            density.reason = clusters[i] < 0 ? VoteReason::Alone : VoteReason::AmongOthers;
        }
        said.isAnomaly = said.votes.front().vote == Vote::Yes && density.vote != Vote::No;
        said.agreement = analysis::agreement(said.votes);
        said.score = said.votes.front().size / (said.votes.front().size + 1);
        member.apart = said.isAnomaly ? member.apart + 1 : 0;
        said.isNews = member.apart == toldAfter;
        member.runs.take(timeMs * base::nsPerMs, values[i], said);
        member.note(timeMs, values[i], *band, said.score);
    }
}

void SiblingGroup::feed(const signals::QueryAnswer &answer)
{
    m_found = std::max(m_found, answer.series.size());
    // By what siblings share, then by time.
    std::map<base::Labels, std::map<qint64, std::vector<std::pair<Member *, double>>>> groups;
    const std::vector<std::string> names = [this] {
        std::vector<std::string> out;
        for (const QString &name : m_question.group)
            out.push_back(name.toStdString());
        return out;
    }();
    std::map<base::Labels, std::size_t> sizes;
    std::vector<base::Labels> of;
    for (const signals::Series &series : answer.series) {
        std::vector<base::Labels::Pair> pairs;
        for (const std::string &name : names)
            if (series.labels.has(name))
                pairs.emplace_back(name, series.labels.text(name).toStdString());
        of.emplace_back(std::move(pairs));
        ++sizes[of.back()];
    }
    qint64 newest = m_judgedMs;
    for (std::size_t s = 0; s < answer.series.size(); ++s) {
        const signals::Series &series = answer.series[s];
        Member *member = sizes[of[s]] >= leastSiblings ? find(series.labels) : nullptr;
        for (std::size_t i = 0; member && i < series.size(); ++i)
            if (series.timesMs[i] > m_judgedMs && analysis::isUsable(series.values[i])) {
                groups[of[s]][series.timesMs[i]].emplace_back(member, series.values[i]);
                newest = std::max(newest, series.timesMs[i]);
            }
    }
    for (const auto &[labels, times] : groups)
        for (const auto &[timeMs, siblings] : times)
            judge(timeMs, siblings);
    m_judgedMs = newest;
}

GroupOutcome SiblingGroup::outcome() const
{
    GroupOutcome out;
    out.newestMs = m_judgedMs;
    for (const auto &[labels, member] : m_members) {
        std::ranges::copy(member.runs.runs(), std::back_inserter(out.runs));
        auto trace = std::make_shared<SeriesTrace>();
        for (const Member::Point &p : member.trace) {
            trace->timesMs.push_back(p.timeMs);
            trace->values.push_back(p.value);
            trace->low.push_back(p.low);
            trace->high.push_back(p.high);
            trace->scores.push_back(p.score);
        }
        SeriesState state;
        state.of = member.of;
        state.trace = std::move(trace);
        state.firstNs = member.firstMs * base::nsPerMs;
        state.lastNs = member.trace.empty() ? 0 : member.trace.back().timeMs * base::nsPerMs;
        state.samples = member.samples;
        state.knowsTheDay = true; // it needs none
        out.series.push_back(std::move(state));
    }
    out.found = out.series.size();
    return out;
}

} // namespace wf::engine
