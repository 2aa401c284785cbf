// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/series/anomalyrun.h"

#include "models/base/timetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Vote;

namespace {

constexpr double leastOfALimit = 0.01, leastOfErrors = 0.001; // of one
constexpr double leastOfALevel = 0.01;

QString tr(const char *text)
{
    return QCoreApplication::translate("Anomalies", text);
}

} // namespace

QString WatchedIdentity::lane() const
{
    if (!subject.service.isEmpty())
        return subject.service;
    return subject.instance.isEmpty() ? question->title : subject.instance;
}

QString WatchedIdentity::what() const
{
    QStringList parts{question->title};
    for (const QString &where : {subject.region, subject.instance})
        if (!where.isEmpty() && where != lane())
            parts << where;
    return parts.join(u", "_s);
}

QString WatchedIdentity::title() const
{
    return lane() == question->title ? what() : lane() + u", "_s + what();
}

quint64 AnomalyRun::id() const
{
    quint64 hash = 1469598103934665603ULL; // FNV-1a
    const auto add = [&hash](const QByteArray &bytes) {
        for (const char c : bytes) {
            hash ^= static_cast<unsigned char>(c);
            hash *= 1099511628211ULL;
        }
    };
    add(of->key.toUtf8());
    add(QByteArray::number(startNs / 1'000'000'000));
    return hash;
}

int AnomalyRun::yes() const
{
    return static_cast<int>(std::ranges::count(votes, Vote::Yes, &RunVote::vote));
}

int AnomalyRun::cast() const
{
    return static_cast<int>(votes.size() -
                            static_cast<std::size_t>(std::ranges::count(votes, Vote::Abstains, &RunVote::vote)));
}

std::optional<ExpectedBand> expectedBand(const analysis::Judgement &judgement)
{
    const analysis::DetectorVote *best = nullptr;
    int rank = 0;
    for (const analysis::DetectorVote &v : judgement.votes) {
        if (v.vote == Vote::Abstains || !(v.low < v.high) || !std::isfinite(v.low) || !std::isfinite(v.high))
            continue;
        const std::string_view name(v.detector);
        const int own = name == "time of day" ? 4 : name == "line of 64" ? 3 : name == "threshold" ? 1 : 2;
        if (own > rank) {
            best = &v;
            rank = own;
        }
    }
    return best ? std::optional(ExpectedBand{best->low, best->high}) : std::nullopt;
}

double leastNoticeable(WatchKind kind)
{
    return kind == WatchKind::Saturation ? leastOfALimit : kind == WatchKind::Errors ? leastOfErrors : 0;
}

bool isNoticeable(const AnomalyRun &run)
{
    if (run.isMissing || run.isFlat || !(run.low < run.high))
        return true;
    const double expected = run.low + (run.high - run.low) / 2;
    const double least = leastNoticeable(run.of->question->kind);
    return std::abs(run.value - expected) >=
           (least > 0 ? least : leastOfALevel * std::max(std::abs(run.value), std::abs(expected)));
}

signals::Severity severityOf(const AnomalyRun &run)
{
    if (!isNoticeable(run))
        return signals::Severity::Info;
    const bool lasts = run.lastNs - run.startNs >= anomalyDwellNs;
    const WatchKind kind = run.of->question->kind;
    const bool hurts = kind == WatchKind::Errors || kind == WatchKind::Duration || kind == WatchKind::Saturation;
    if (lasts && hurts && run.isAbove() && run.confidence >= asInIncidents && !run.isMissing)
        return signals::Severity::Critical;
    return run.isTold && lasts ? signals::Severity::Warning : signals::Severity::Info;
}

namespace {

// The yes that explains most: with a band of its own that the value is out of, then the farthest departure.
const RunVote *clearestVoice(const AnomalyRun &run)
{
    const RunVote *best = nullptr;
    const auto isOutside = [&](const RunVote &v) {
        return v.low < v.high && (run.value <= v.low || run.value >= v.high);
    };
    for (const RunVote &v : run.votes)
        if (v.vote == Vote::Yes && (!best || std::pair(isOutside(v), v.size) > std::pair(isOutside(*best), best->size)))
            best = &v;
    return best;
}

QString withoutFullStop(QString sentence)
{
    if (sentence.endsWith(u'.'))
        sentence.chop(1);
    return sentence;
}

} // namespace

QString voteReason(const analysis::DetectorVote &vote, double value, base::Unit unit)
{
    using analysis::VoteReason;
    const bool hasBand = vote.reason == VoteReason::InsideBand || vote.reason == VoteReason::AboveBand ||
                         vote.reason == VoteReason::BelowBand;
    if (hasBand) {
        const QString low = base::formatValue(vote.low, unit), high = base::formatValue(vote.high, unit);
        if (low == high)
            return vote.vote == Vote::Yes ? tr("expected %1").arg(low) : tr("within %1").arg(low);
        return vote.vote == Vote::Yes ? tr("expected %1 to %2").arg(low, high) : tr("within %1 to %2").arg(low, high);
    }
    if (vote.reason == VoteReason::NewInContext) {
        const QString low = base::formatValue(vote.low, unit), high = base::formatValue(vote.high, unit);
        return vote.low == value && vote.high == value ? tr("such a course was never seen")
               : low == high                           ? tr("after such a course %1 was usual").arg(low)
                                                       : tr("after such a course %1 to %2 was usual").arg(low, high);
    }
    const QString sentence = analysis::voteSentence(vote, value);
    const qsizetype name = sentence.indexOf(u": "_s);
    return name < 0 ? sentence : sentence.mid(name + 2);
}

QString runTitle(const AnomalyRun &run)
{
    const QString of = run.of->title();
    return run.isMissing         ? tr("%1 stops").arg(of)
           : run.isFlat          ? tr("%1 stands still").arg(of)
           : run.leavesItsBand() ? tr("%1 leaves its band").arg(of)
                                 : tr("%1 behaves unusually").arg(of);
}

QString runSentence(const AnomalyRun &run)
{
    const base::Unit unit = run.of->question->unit;
    if (run.isMissing)
        return tr("no samples since %1 UTC").arg(base::hourMinute(run.startNs));
    const QString got = base::formatValue(run.value, unit);
    if (run.isFlat)
        return tr("stands at %1 since %2 UTC").arg(got, base::hourMinute(run.startNs));
    if (!run.leavesItsBand()) {
        const RunVote *voice = clearestVoice(run);
        return voice ? tr("%1 (%2: %3)").arg(got, voice->detector, withoutFullStop(voice->reason))
                     : tr("%1, small departures add up").arg(got);
    }
    const bool neverNegative = unit != base::Unit::None && unit != base::Unit::Celsius;
    const double low = neverNegative ? std::max(0.0, run.low) : run.low;
    return low <= 0 && neverNegative
               ? tr("%1, expected under %2").arg(got, base::formatValue(run.high, unit))
               : tr("%1, expected %2 to %3").arg(got, base::formatValue(low, unit), base::formatValue(run.high, unit));
}

QString changeText(const AnomalyRun &run)
{
    const double expected = (run.low + run.high) / 2;
    if (run.isMissing || run.isFlat || !run.leavesItsBand() || !(expected > 0) || !std::isfinite(run.value / expected))
        return {};
    const double times = run.value / expected;
    if (times >= 2)
        return u"\u00D7"_s + QString::number(times, 'g', times < 100 ? 2 : 3);
    const double percent = std::abs(times - 1) * 100;
    const int digits = percent < 1 ? 1 : 0;
    if (percent < 0.05)
        return u"0\u2009%"_s;
    return (times < 1 ? QChar(0x2212) : QChar(u'+')) + QString::number(percent, 'f', digits) + u"\u2009%"_s;
}

} // namespace wf::engine
