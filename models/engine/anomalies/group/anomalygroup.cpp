// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/group/anomalygroup.h"

#include "models/base/clock.h"

#include <QElapsedTimer>

#include <algorithm>
#include <set>
#include <utility>

namespace wf::engine {

namespace {

constexpr std::size_t looksAtTheClockEvery = 64;     // samples
constexpr qint64 longestWaitMs = 3 * 24 * 3'600'000; // a series that is gone for longer is no news
constexpr qint64 silentMs = 3'600'000;               // and after this its place may be taken

} // namespace

AnomalyGroup::AnomalyGroup(std::shared_ptr<const WatchQuestion> question, SubjectRules rules, std::size_t mostSeries)
    : m_question(std::move(question)), m_rules(std::move(rules)), m_most(mostSeries)
{
}

AnomalyGroup::SeriesPtr AnomalyGroup::made(const base::Labels &labels)
{
    auto of = std::make_shared<WatchedIdentity>();
    of->question = m_question;
    of->labels = labels;
    of->key = m_question->id + u' ' + labels.toString();
    of->subject = m_rules.resolve(labels);
    if (of->subject.service.isEmpty() && labels.has("container"))
        of->subject.service = labels.text("container");
    auto out = std::make_shared<WatchedSeries>(std::move(of));
    if (const auto said = m_feedback.constFind(out->of()->key); said != m_feedback.constEnd())
        out->heed(*said);
    if (const QByteArray kept = m_kept.take(out->of()->key); !kept.isEmpty())
        if (auto shelf = analysis::ModelShelf::fromBytes(kept))
            out->restore(std::move(*shelf));
    return out;
}

// Services are renamed and pods replaced: what no longer comes must not keep out what does.
void AnomalyGroup::makeRoom(std::size_t wanted, const signals::QueryAnswer &answer)
{
    const std::size_t free = m_most - std::min(m_most, m_series.size());
    if (wanted <= free)
        return;
    qint64 newestMs = 0;
    for (const signals::Series &one : answer.series)
        newestMs = std::max(newestMs, one.timesMs.empty() ? 0 : one.timesMs.back());
    std::vector<std::pair<qint64, base::Labels>> silent;
    for (const auto &[labels, series] : m_series)
        if (newestMs - series->lastMs() >= silentMs && series.use_count() == 1) // no walk is about to feed it
            silent.emplace_back(series->lastMs(), labels);
    if (silent.empty())
        return;
    std::set<base::Labels> come;
    for (const signals::Series &one : answer.series)
        come.insert(one.labels);
    std::erase_if(silent, [&come](const auto &one) { return come.contains(one.second); });
    std::ranges::sort(silent);
    for (std::size_t i = 0; i < std::min(wanted - free, silent.size()); ++i)
        m_series.erase(silent[i].second);
}

std::shared_ptr<GroupWalk> AnomalyGroup::walk(std::shared_ptr<const signals::QueryAnswer> answer)
{
    const auto isNew = [this](const signals::Series &one) { return !m_series.contains(one.labels); };
    makeRoom(static_cast<std::size_t>(std::ranges::count_if(answer->series, isNew)), *answer);
    std::vector<SeriesPtr> series;
    series.reserve(answer->series.size());
    for (const signals::Series &from : answer->series) {
        auto known = m_series.find(from.labels);
        if (known == m_series.end() && m_series.size() < m_most)
            known = m_series.emplace(from.labels, made(from.labels)).first;
        series.push_back(known == m_series.end() ? nullptr : known->second);
    }
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
        if (const QByteArray kept = m_kept.take(series->of()->key); !kept.isEmpty() && kept != series->models())
            if (auto shelf = analysis::ModelShelf::fromBytes(kept))
                series->restore(std::move(*shelf));
}

std::size_t AnomalyGroup::rollBack(const QString &seriesKey)
{
    std::size_t out = 0;
    for (auto &[labels, series] : m_series)
        if ((seriesKey.isEmpty() || series->of()->key == seriesKey) && series->rollBack())
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
        if (!series->versions().empty())
            out.insert(series->of()->key, series->models());
    return out;
}

void AnomalyGroup::heed(const QHash<QString, analysis::SeriesFeedback> &feedback)
{
    if (feedback.isSharedWith(m_feedback))
        return; // nothing was said since
    m_feedback = feedback;
    for (auto &[labels, series] : m_series) {
        const auto said = feedback.value(series->of()->key);
        if (said.all() != series->feedback().all())
            series->heed(said);
    }
}

GroupOutcome AnomalyGroup::outcome(qint64 nowMs)
{
    GroupOutcome out;
    if (m_hasNewModels.exchange(false))
        out.models = models();
    out.found = std::max(m_found, m_series.size());
    for (auto &[labels, series] : m_series) {
        if (nowMs != 0 && nowMs - series->lastMs() < longestWaitMs)
            series->lookAt(nowMs);
        out.newestMs = std::max(out.newestMs, series->lastMs());
        std::ranges::copy(series->runs(), std::back_inserter(out.runs));
        SeriesState state;
        state.of = series->of();
        state.trace = series->trace();
        state.versions = series->versions();
        state.drift = series->drift();
        state.firstNs = series->firstMs() * base::nsPerMs;
        state.lastNs = series->lastMs() * base::nsPerMs;
        state.samples = series->samples();
        state.knowsTheDay = series->knowsTheDay();
        state.words = series->feedback().all().size();
        state.precision = series->feedback().precision();
        state.factor = series->feedback().factor();
        out.series.push_back(std::move(state));
    }
    return out;
}

} // namespace wf::engine
