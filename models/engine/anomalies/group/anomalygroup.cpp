// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/group/anomalygroup.h"

#include "models/base/clock.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace wf::engine {

namespace {

constexpr std::size_t looksAtTheClockEvery = 64;     // samples
constexpr qint64 longestWaitMs = 3 * 24 * 3'600'000; // a series that is gone for longer is no news

} // namespace

AnomalyGroup::AnomalyGroup(std::shared_ptr<const WatchQuestion> question, SubjectRules rules, std::size_t mostSeries)
    : m_question(std::move(question)), m_rules(std::move(rules)), m_most(mostSeries)
{
}

WatchedSeries *AnomalyGroup::find(const base::Labels &labels)
{
    if (const auto known = m_series.find(labels); known != m_series.end())
        return &known->second;
    if (m_series.size() >= m_most)
        return nullptr;
    auto of = std::make_shared<WatchedIdentity>();
    of->question = m_question;
    of->labels = labels;
    of->key = m_question->id + u' ' + labels.toString();
    of->subject = m_rules.resolve(labels);
    if (of->subject.service.isEmpty() && labels.has("container"))
        of->subject.service = labels.text("container");
    auto [it, isNew] = m_series.try_emplace(labels, std::move(of));
    if (const auto said = m_feedback.constFind(it->second.of()->key); said != m_feedback.constEnd())
        it->second.heed(*said);
    if (const QByteArray kept = m_kept.take(it->second.of()->key); !kept.isEmpty())
        if (auto shelf = analysis::ModelShelf::fromBytes(kept))
            it->second.restore(std::move(*shelf));
    return &it->second;
}

std::shared_ptr<GroupWalk> AnomalyGroup::walk(std::shared_ptr<const signals::QueryAnswer> answer)
{
    std::vector<WatchedSeries *> series;
    series.reserve(answer->series.size());
    for (const signals::Series &from : answer->series)
        series.push_back(find(from.labels));
    m_found = std::max(m_found, answer->series.size());
    return std::make_shared<GroupWalk>(std::move(answer), std::move(series));
}

void AnomalyGroup::feed(GroupWalk &walk, std::chrono::milliseconds budget, const std::stop_token &stop)
{
    QElapsedTimer timer;
    timer.start();
    while (auto place = walk.take()) {
        const signals::Series &from = walk.samples(*place);
        WatchedSeries &series = walk.series(*place);
        for (; place->sample < from.size(); ++place->sample) {
            if (place->sample % looksAtTheClockEvery == 0 &&
                (timer.elapsed() > budget.count() || stop.stop_requested()))
                return walk.putBack(*place);
            series.take(from.timesMs[place->sample], from.values[place->sample]);
        }
    }
}

void AnomalyGroup::train(GroupWalk &walk, std::chrono::milliseconds budget, const std::stop_token &stop)
{
    QElapsedTimer timer;
    timer.start();
    while (const auto place = walk.take()) {
        if (timer.elapsed() > budget.count() || stop.stop_requested())
            return walk.putBack(*place);
        const signals::Series &from = walk.samples(*place);
        if (walk.series(*place).train(from.timesMs, from.values, m_withSequence, stop))
            m_hasNewModels = true;
    }
}

void AnomalyGroup::replace(const ModelsBySeries &models)
{
    m_kept = models;
    for (auto &[labels, series] : m_series)
        if (const QByteArray kept = m_kept.take(series.of()->key); !kept.isEmpty() && kept != series.models())
            if (auto shelf = analysis::ModelShelf::fromBytes(kept))
                series.restore(std::move(*shelf));
}

std::size_t AnomalyGroup::rollBack(const QString &seriesKey)
{
    std::size_t out = 0;
    for (auto &[labels, series] : m_series)
        if ((seriesKey.isEmpty() || series.of()->key == seriesKey) && series.rollBack())
            ++out;
    if (out > 0)
        m_hasNewModels = true;
    return out;
}

// Also of series that have not come up this time: a machine that is away for a day keeps its own.
ModelsBySeries AnomalyGroup::models() const
{
    ModelsBySeries out = m_kept;
    for (const auto &[labels, series] : m_series)
        if (!series.versions().empty())
            out.insert(series.of()->key, series.models());
    return out;
}

void AnomalyGroup::heed(const QHash<QString, analysis::SeriesFeedback> &feedback)
{
    if (feedback.isSharedWith(m_feedback))
        return; // nothing was said since
    m_feedback = feedback;
    for (auto &[labels, series] : m_series) {
        const auto said = feedback.value(series.of()->key);
        if (said.all() != series.feedback().all())
            series.heed(said);
    }
}

GroupOutcome AnomalyGroup::outcome(qint64 nowMs)
{
    GroupOutcome out;
    if (m_hasNewModels.exchange(false))
        out.models = models();
    out.found = std::max(m_found, m_series.size());
    for (auto &[labels, series] : m_series) {
        if (nowMs != 0 && nowMs - series.lastMs() < longestWaitMs)
            series.lookAt(nowMs);
        out.newestMs = std::max(out.newestMs, series.lastMs());
        std::ranges::copy(series.runs(), std::back_inserter(out.runs));
        SeriesState state;
        state.of = series.of();
        state.trace = series.trace();
        state.versions = series.versions();
        state.drift = series.drift();
        state.firstNs = series.firstMs() * base::nsPerMs;
        state.lastNs = series.lastMs() * base::nsPerMs;
        state.samples = series.samples();
        state.knowsTheDay = series.knowsTheDay();
        state.words = series.feedback().all().size();
        state.precision = series.feedback().precision();
        state.factor = series.feedback().factor();
        out.series.push_back(std::move(state));
    }
    return out;
}

} // namespace wf::engine
