// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/anomalies/anomalyreport.h"

#include "models/base/timetext.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::AnomalyRun;
using engine::AnomalyRunPtr;

namespace {

bool isAbout(const AnomalyRun &run, const QString &metric)
{
    const auto has = [&](const QString &text) { return text.contains(metric, Qt::CaseInsensitive); };
    return metric.isEmpty() || has(run.of->title()) || has(run.of->question->id) ||
           std::ranges::any_of(run.of->question->metrics, has);
}

QString percent(double share)
{
    return QString::number(share * 100, 'f', 0) + u" %"_s;
}

QString timeOrNothing(qint64 ns)
{
    return ns > 0 ? base::isoTime(ns) : QString();
}

} // namespace

QString voteName(analysis::Vote vote)
{
    return vote == analysis::Vote::Yes ? u"yes"_s : vote == analysis::Vote::No ? u"no"_s : u"abstains"_s;
}

QString trendName(analysis::WatchTrend trend)
{
    return trend == analysis::WatchTrend::Degrading   ? u"degrading"_s
           : trend == analysis::WatchTrend::Improving ? u"improving"_s
                                                      : u"stable"_s;
}

std::vector<AnomalyRunPtr> filteredRuns(const engine::AnomaliesSnapshot &anomalies, const AnomalyFilter &filter)
{
    std::vector<AnomalyRunPtr> out;
    for (const auto *runs : {&anomalies.active, &anomalies.ended})
        std::ranges::copy_if(*runs, std::back_inserter(out), [&](const AnomalyRunPtr &run) {
            return isAbout(*run, filter.metric) && engine::severityOf(*run) <= filter.atLeast &&
                   (run->isActive() || run->endNs >= filter.sinceNs);
        });
    return out;
}

QString runName(const AnomalyRun &run)
{
    return u"%1"_s.arg(run.id(), 16, 16, QLatin1Char('0'));
}

AnomalyRunPtr runNamed(const engine::AnomaliesSnapshot &anomalies, const QString &name)
{
    for (const auto *runs : {&anomalies.active, &anomalies.ended})
        for (const AnomalyRunPtr &run : *runs)
            if (runName(*run) == name || run->of->key == name || run->of->title() == name)
                return run;
    return nullptr;
}

std::vector<QStringList> anomalyTable(const std::vector<AnomalyRunPtr> &runs)
{
    std::vector<QStringList> rows{{u"ID"_s, u"SEVERITY"_s, u"SINCE"_s, u"UNTIL"_s, u"SERIES"_s, u"VALUE"_s, u"CHANGE"_s,
                                   u"VOTES"_s, u"CONFIDENCE"_s, u"TREND"_s}};
    for (const AnomalyRunPtr &run : runs)
        rows.push_back({runName(*run), signals::severityName(engine::severityOf(*run)), base::isoTime(run->startNs),
                        timeOrNothing(run->endNs), run->of->title(), engine::runSentence(*run),
                        engine::changeText(*run), u"%1/%2"_s.arg(run->yes()).arg(run->cast()),
                        run->confidence > 0 ? percent(run->confidence) : QString(), trendName(run->trend)});
    return rows;
}

QJsonObject anomalyAsJson(const AnomalyRun &run)
{
    QJsonArray votes;
    for (const engine::RunVote &v : run.votes) {
        QJsonObject vote{
            {u"detector"_s, v.detector}, {u"vote"_s, voteName(v.vote)}, {u"reason"_s, v.reason}, {u"size"_s, v.size}};
        if (v.low < v.high) {
            vote.insert(u"low"_s, v.low);
            vote.insert(u"high"_s, v.high);
        }
        if (v.sinceNs)
            vote.insert(u"since"_s, base::isoTime(v.sinceNs));
        votes.append(vote);
    }
    QJsonObject out{{u"id"_s, runName(run)},
                    {u"series"_s, run.of->key},
                    {u"title"_s, run.of->title()},
                    {u"service"_s, run.of->subject.service},
                    {u"region"_s, run.of->subject.region},
                    {u"severity"_s, signals::severityName(engine::severityOf(run))},
                    {u"kind"_s, engine::watchKindName(run.of->question->kind)},
                    {u"expr"_s, run.of->question->expr},
                    {u"since"_s, base::isoTime(run.startNs)},
                    {u"confidence"_s, run.confidence},
                    {u"agreement"_s, run.agreement},
                    {u"score"_s, run.score},
                    {u"trend"_s, trendName(run.trend)},
                    {u"missing"_s, run.isMissing},
                    {u"votes"_s, votes}};
    if (run.endNs)
        out.insert(u"until"_s, base::isoTime(run.endNs));
    if (!run.isMissing)
        out.insert(u"value"_s, run.value);
    if (run.low < run.high) {
        out.insert(u"low"_s, run.low);
        out.insert(u"high"_s, run.high);
    }
    return out;
}

QJsonArray anomaliesAsJson(const std::vector<AnomalyRunPtr> &runs)
{
    QJsonArray out;
    for (const AnomalyRunPtr &run : runs)
        out.append(anomalyAsJson(*run));
    return out;
}

std::vector<QStringList> anomalyFacts(const AnomalyRun &run, const engine::AnomaliesSnapshot &anomalies)
{
    std::vector<QStringList> rows{
        {u"ID"_s, runName(run)},
        {u"SERIES"_s, run.of->title()},
        {u"QUESTION"_s, run.of->question->expr},
        {u"LABELS"_s, run.of->labels.toString()},
        {u"SEVERITY"_s, signals::severityName(engine::severityOf(run))},
        {u"SINCE"_s, base::isoTime(run.startNs)},
        {u"UNTIL"_s, run.endNs ? base::isoTime(run.endNs) : u"goes on"_s},
        {u"WORST"_s, base::isoTime(run.worstNs) + u": "_s + engine::runSentence(run)},
        {u"CONFIDENCE"_s,
         u"%1: so often it was part of an incident when %2 of the calibrated detectors agreed; of all votes %3 of %4"_s
             .arg(percent(run.confidence), percent(run.agreement))
             .arg(run.yes())
             .arg(run.cast())},
        {u"TREND"_s, trendName(run.trend)}};
    const engine::SeriesState *state = anomalies.state(run.of->key);
    if (!state)
        return rows;
    rows.push_back(
        {u"SEEN"_s, u"%1 samples since %2%3"_s.arg(QString::number(state->samples), base::isoTime(state->firstNs),
                                                   state->knowsTheDay ? QString() : u", too few to know the day"_s)});
    rows.push_back({u"MODELS"_s, u"%1 versions, drift %2"_s.arg(state->versions.size()).arg(state->drift, 0, 'f', 2)});
    rows.push_back({u"PRECISION"_s, state->precision
                                        ? percent(*state->precision) + u" of %1 judged were real"_s.arg(state->words)
                                        : u"nobody has judged it yet"_s});
    return rows;
}

std::vector<QStringList> anomalyVotes(const AnomalyRun &run)
{
    std::vector<QStringList> rows{{u"DETECTOR"_s, u"VOTE"_s, u"SINCE"_s, u"REASON"_s}};
    for (const engine::RunVote &v : run.votes)
        rows.push_back({v.detector, voteName(v.vote), timeOrNothing(v.sinceNs), v.reason});
    return rows;
}

int anomalyExitCode(const std::vector<AnomalyRunPtr> &runs)
{
    int worst = 0;
    for (const AnomalyRunPtr &run : runs)
        if (run->isActive()) {
            const auto severity = engine::severityOf(*run);
            worst = std::max(worst, severity == signals::Severity::Critical  ? 2
                                    : severity == signals::Severity::Warning ? 1
                                                                             : 0);
        }
    return worst;
}

} // namespace wf::app
