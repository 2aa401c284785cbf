// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/serieswatch.h"

#include "models/analysis/anomalies/expectations.h"
#include "models/analysis/numbers/gaps.h"

#include <cmath>

namespace wf::analysis {

namespace {

constexpr double fading = 0.85; // what is left of an excess one sample later

// What a member is for, beside voting.
enum Role : unsigned {
    Scores = 1,  // its size goes into the score
    Decides = 2, // it says whether a sample is an anomaly
    Stands = 4,  // it does so while no one who decides has seen enough
    Tells = 8,   // its rarity goes into the likelihood
};

void describe(DetectorVote &vote, const Opinion &opinion, double band, double size, double bar)
{
    vote.vote = size >= bar ? Vote::Yes : Vote::No;
    vote.expected = opinion.expected;
    vote.low = opinion.expected - band;
    vote.high = opinion.expected + band;
    vote.size = size;
}

double confidenceOf(const std::vector<DetectorVote> &votes)
{
    double yes = 0, cast = 0;
    for (const DetectorVote &v : votes) {
        yes += v.vote == Vote::Yes ? 1 : 0;
        cast += v.vote == Vote::Abstains ? 0 : 1;
    }
    return cast > 0 ? yes / cast : 0;
}

} // namespace

struct SeriesWatch::Member {
    const char *name;
    unsigned roles;
    std::unique_ptr<Detector> detector;
    DepartureScale scale{};
    TailProbability tail{};
};

SeriesWatch::SeriesWatch(const WatchSettings &settings) : m_settings(settings), m_news(settings.news)
{
    m_members.push_back({"line of 4", Scores, std::make_unique<LocalLine>(4)});
    m_members.push_back({"line of 12", Scores, std::make_unique<LocalLine>(12)});
    m_members.push_back({"line of 32", Scores, std::make_unique<LocalLine>(32)});
    m_members.push_back({"line of 64", Stands | Tells, std::make_unique<LocalLine>(64)});
    m_members.push_back({"time of day", Scores | Decides | Tells, std::make_unique<TimeOfDay>()});
    m_members.push_back({"median", 0, std::make_unique<RollingMedian>()});
    m_members.push_back({"autoregression", 0, std::make_unique<Autoregression>()});
}

SeriesWatch::~SeriesWatch() = default;
SeriesWatch::SeriesWatch(SeriesWatch &&) noexcept = default;
SeriesWatch &SeriesWatch::operator=(SeriesWatch &&) noexcept = default;

Judgement SeriesWatch::judge(qint64 timeMs, double value)
{
    Judgement out;
    if (!isUsable(value) || timeMs < m_lastMs)
        return out;
    m_lastMs = timeMs;
    m_values.add(value);
    const double spread = m_values.quantile(0.95) - m_values.quantile(0.05);
    double strongest = 0, largest = 0, rarity = 0, tellers = 0;
    bool decided = false, anomaly = false, standIn = false;
    for (Member &m : m_members) {
        DetectorVote &vote = out.votes.emplace_back();
        vote.detector = m.name;
        const Opinion opinion = m.detector->look({timeMs, value});
        if (opinion.abstains())
            continue;
        const double band = m_settings.anomalySize * m.scale.scale(spread);
        const double size = m.scale.judge(opinion.departure, spread);
        describe(vote, opinion, band, size, m_settings.anomalySize);
        if ((m.roles & Scores) != 0)
            strongest = std::max(strongest, size);
        if (m.roles != 0)
            largest = std::max(largest, size);
        if ((m.roles & Tells) != 0) {
            rarity += m.tail.judge(opinion.departure, 0);
            ++tellers;
        }
        if ((m.roles & Decides) != 0) {
            decided = true;
            anomaly = anomaly || vote.vote == Vote::Yes;
        }
        if ((m.roles & Stands) != 0)
            standIn = standIn || vote.vote == Vote::Yes;
    }
    m_lasting = std::max(strongest, fading * m_lasting);
    out.isAnomaly = decided ? anomaly : standIn;
    const double likelihood = m_likelihood.add(tellers > 0 ? rarity / tellers : 0);
    out.isNews = m_news.isNews(largest >= m_settings.newsSize ? likelihood : 0);
    out.score = m_lasting / (m_lasting + m_settings.anomalySize) + (out.isNews ? 1 : 0);
    out.confidence = confidenceOf(out.votes);
    return out;
}

QString judgementReason(const Judgement &judgement, double value)
{
    const DetectorVote *strongest = nullptr;
    int yes = 0, cast = 0;
    for (const DetectorVote &v : judgement.votes) {
        if (v.vote == Vote::Abstains)
            continue;
        ++cast;
        yes += v.vote == Vote::Yes ? 1 : 0;
        if (strongest == nullptr || v.size > strongest->size)
            strongest = &v;
    }
    if (strongest == nullptr)
        return QStringLiteral("Too little history to tell what is usual.");
    const QString band = QStringLiteral("%1 … %2").arg(strongest->low, 0, 'g', 4).arg(strongest->high, 0, 'g', 4);
    const QString agreement = QStringLiteral("%1 of %2 detectors find it unusual").arg(yes).arg(cast);
    return QStringLiteral("%1: expected %2, got %3; %4.")
        .arg(QString::fromLatin1(strongest->detector), band, QString::number(value, 'g', 6), agreement);
}

} // namespace wf::analysis
