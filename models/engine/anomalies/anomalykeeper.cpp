// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomalykeeper.h"

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 scrapesSettleNs = 15 * base::nsPerSecond; // the newest scrape is in by then
constexpr int pollMs = 15'000;
constexpr int publishMs = 200;
constexpr qint64 chunkNs = base::nsPerDay; // of the history, asked at once
constexpr int versionsFromHistory = 3;     // trained at the ends of its last days

} // namespace

AnomalyKeeper::AnomalyKeeper(ServiceCatalog &catalog, MetricReader &reader, FeedbackBook &feedback,
                             const base::Clock &clock, const async::Pools &pools, AnomalyOptions options,
                             QObject *parent)
    : QObject(parent),
      m_catalog(catalog),
      m_reader(reader),
      m_feedback(feedback),
      m_clock(clock),
      m_options(options),
      m_work(pools),
      m_snapshot(std::make_shared<AnomaliesSnapshot>())
{
    m_work.setShare(m_options.share);
    m_work.setNow([this] { return m_clock.nowNs() / base::nsPerMs; });
    m_poll.setInterval(pollMs);
    m_publish.setSingleShot(true);
    m_publish.setInterval(publishMs);
    connect(&m_poll, &QTimer::timeout, this, &AnomalyKeeper::lookNow);
    connect(&m_publish, &QTimer::timeout, this, &AnomalyKeeper::publish);
    connect(&m_feedback, &FeedbackBook::changed, this, [this] {
        m_work.setFeedback(m_feedback.all());
        for (auto &one : m_followed)
            if (one->group)
                m_work.add({one->group, nullptr, GroupWork::Kind::Feed, true, false,
                            [this, &one = *one, group = one->group](auto outcome) { take(one, group, outcome); }});
    });
}

AnomalyKeeper::~AnomalyKeeper() = default;

void AnomalyKeeper::start()
{
    if (m_isStarted)
        return;
    m_isStarted = true;
    m_feedback.load();
    connect(&m_catalog, &ServiceCatalog::changed, this, &AnomalyKeeper::follow);
    if (m_options.isLive)
        m_poll.start();
    follow();
}

void AnomalyKeeper::setPaused(bool paused)
{
    m_isPaused = paused;
    m_work.setPaused(paused);
    if (!paused)
        learnNext();
    later();
}

void AnomalyKeeper::setShare(double share)
{
    m_work.setShare(share);
    later();
}

qint64 AnomalyKeeper::tipNs() const
{
    const qint64 now = m_clock.nowNs() - scrapesSettleNs;
    return now - now % m_options.stepNs;
}

// Questions that the catalogue has made possible since the last time.
void AnomalyKeeper::follow()
{
    const ServicesPtr &services = m_catalog.snapshot();
    if (services->asOfNs == 0 && services->metricNames.isEmpty())
        return;
    const bool isFirst = m_followed.empty();
    bool isNew = false;
    for (WatchQuestion &question : watchlist(services->metricNames, m_catalog.rules())) {
        const bool isKnown =
            std::ranges::any_of(m_followed, [&](const auto &one) { return one->question->id == question.id; });
        if (isKnown)
            continue;
        auto one = std::make_unique<Followed>();
        one->question = std::make_shared<const WatchQuestion>(std::move(question));
        m_followed.push_back(std::move(one));
        look(*m_followed.back());
        isNew = true;
    }
    if (isNew && !isFirst)
        m_trainedNs = 0; // learned together with the others once everybody has looked
    later();
}

void AnomalyKeeper::ask(async::Request &request, const WatchQuestion &question, base::TimeRange range,
                        std::function<void(std::shared_ptr<const signals::QueryAnswer>)> then)
{
    MetricQuery query;
    query.expr = question.expr;
    query.range = range;
    query.stepNs = m_options.stepNs;
    request = m_reader.range(query, [this, then = std::move(then)](const base::Result<MetricAnswer> &answer) {
        if (answer && !answer->final)
            return;
        if (answer) {
            m_completeness = answer->answer->completeness;
            m_error.reset();
            then(answer->answer);
        } else {
            m_error = answer.error();
            then(nullptr);
        }
        later();
    });
}

void AnomalyKeeper::look(Followed &one)
{
    one.group = std::make_shared<AnomalyGroup>(one.question, m_catalog.rules(), m_options.mostSeries);
    one.askedToNs = tipNs();
    ask(one.request, *one.question, {one.askedToNs - m_options.quickNs, one.askedToNs}, [this, &one](auto answer) {
        if (!answer) {
            one.askedToNs -= m_options.quickNs; // asked again with the next poll
            one.isLooked = true;
            learnNext();
            return;
        }
        m_work.add(
            {one.group, answer, GroupWork::Kind::Feed, false, false, [this, &one, group = one.group](auto outcome) {
                 one.isLooked = true;
                 take(one, group, outcome);
                 learnNext();
             }});
    });
}

void AnomalyKeeper::take(Followed &one, const std::shared_ptr<AnomalyGroup> &from,
                         std::shared_ptr<const GroupOutcome> outcome)
{
    if (from == one.group && outcome) {
        one.outcome = std::move(outcome);
        later();
    }
}

void AnomalyKeeper::lookNow()
{
    if (m_trainedNs != 0 && m_clock.nowNs() - m_trainedNs >= m_options.retrainEveryNs)
        retrain();
    for (auto &one : m_followed)
        if (one->isLooked)
            pollOne(*one);
    learnNext();
}

void AnomalyKeeper::pollOne(Followed &one)
{
    const qint64 tip = tipNs();
    if (tip <= one.askedToNs || one.isAsking)
        return;
    one.isAsking = true;
    const qint64 from = std::max(one.askedToNs + m_options.stepNs, tip - m_options.quickNs);
    ask(one.request, *one.question, {from, tip}, [this, &one, tip](auto answer) {
        one.isAsking = false;
        if (!answer)
            return;
        one.askedToNs = tip;
        m_work.add({one.group, answer, GroupWork::Kind::Feed, true, false,
                    [this, &one, group = one.group](auto outcome) { take(one, group, outcome); }});
    });
}

void AnomalyKeeper::retrain()
{
    m_work.dropPast();
    for (auto &one : m_followed) {
        one->learning.reset();
        one->pastRequest.cancel();
    }
    m_trainedNs = 0;
    m_learnToNs = 0;
    learnNext();
}

// One question after the other learns its history, a day at a time.
void AnomalyKeeper::learnNext()
{
    const bool hasLooked =
        !m_followed.empty() && std::ranges::all_of(m_followed, [](const auto &one) { return one->isLooked; });
    if (!hasLooked || m_isPaused || m_trainedNs != 0)
        return;
    if (m_learnToNs == 0) {
        m_learnToNs = tipNs();
        m_learnFromNs = m_learnToNs - std::max(m_options.trainedNs, m_options.quickNs);
        m_learning = 0;
    }
    if (m_learning >= m_followed.size()) {
        m_trainedNs = m_clock.nowNs();
        m_learnToNs = 0;
        later();
        return;
    }
    Followed &one = *m_followed[m_learning];
    if (one.learning)
        return; // it goes on by itself
    one.learning = std::make_shared<AnomalyGroup>(one.question, m_catalog.rules(), m_options.mostSeries);
    one.learnedToNs = m_learnFromNs - m_options.stepNs;
    learnChunk(one);
}

void AnomalyKeeper::learnChunk(Followed &one)
{
    if (one.learnedToNs >= m_learnToNs)
        return learned(one);
    const qint64 from = one.learnedToNs + m_options.stepNs;
    const qint64 to = std::min(from + chunkNs, m_learnToNs);
    ask(one.pastRequest, *one.question, {from, to}, [this, &one, to](auto answer) {
        one.learnedToNs = to;
        if (!answer)
            return learnChunk(one);
        m_work.add({one.learning, answer, GroupWork::Kind::Feed, false, true, [this, &one, answer](auto) {
                        later();
                        const bool isLate = m_learnToNs - one.learnedToNs < versionsFromHistory * chunkNs;
                        isLate ? trainFrom(one, answer) : learnChunk(one);
                    }});
    });
}

void AnomalyKeeper::trainFrom(Followed &one, std::shared_ptr<const signals::QueryAnswer> day)
{
    m_work.add(
        {one.learning, std::move(day), GroupWork::Kind::Train, false, true, [this, &one](auto) { learnChunk(one); }});
}

// The group with the history takes the place of the one that knew only hours, unless it knows less.
void AnomalyKeeper::learned(Followed &one)
{
    m_work.add(
        {one.learning, nullptr, GroupWork::Kind::Feed, true, false, [this, &one, group = one.learning](auto outcome) {
             if (one.learning != group)
                 return; // it is learned anew
             const bool knowsSome = outcome && !outcome->series.empty();
             if (knowsSome) {
                 one.group = one.learning;
                 one.askedToNs = std::min(one.askedToNs, one.learnedToNs);
                 take(one, one.group, outcome);
             }
             one.learning.reset();
             ++m_learning;
             learnNext();
         }});
}

bool AnomalyKeeper::isSettled() const
{
    if (m_catalog.isBusy() || !m_isStarted || !m_feedback.isLoaded())
        return false;
    if (m_followed.empty())
        return m_catalog.snapshot()->asOfNs != 0;
    return m_trainedNs != 0 && m_work.isIdle() && !m_publish.isActive();
}

TrainingState AnomalyKeeper::training() const
{
    TrainingState out;
    out.isPaused = m_isPaused;
    out.share = m_work.share();
    out.trainedNs = m_trainedNs;
    if (m_followed.empty())
        return out;
    const auto all = static_cast<double>(m_followed.size());
    const auto looked = std::ranges::count_if(m_followed, [](const auto &one) { return one->isLooked; });
    if (looked < static_cast<std::ptrdiff_t>(m_followed.size())) {
        out.phase = TrainingState::Phase::Looking;
        out.done = static_cast<double>(looked) / all;
    } else if (m_trainedNs != 0) {
        out.phase = TrainingState::Phase::Watching;
        out.done = 1;
    } else {
        out.phase = TrainingState::Phase::Training;
        double done = static_cast<double>(m_learning);
        if (m_learning < m_followed.size() && m_learnToNs > m_learnFromNs)
            done += std::clamp(static_cast<double>(m_followed[m_learning]->learnedToNs - m_learnFromNs) /
                                   static_cast<double>(m_learnToNs - m_learnFromNs),
                               0.0, 1.0);
        out.done = done / all;
    }
    return out;
}

void AnomalyKeeper::later()
{
    if (!m_publish.isActive())
        m_publish.start();
}

void AnomalyKeeper::publish()
{
    std::vector<std::shared_ptr<const GroupOutcome>> outcomes;
    for (const auto &one : m_followed)
        if (one->outcome)
            outcomes.push_back(one->outcome);
    auto next = std::make_shared<AnomaliesSnapshot>(joinOutcomes(outcomes, m_options.stepNs, tipNs()));
    next->training = training();
    next->error = m_error;
    next->completeness = m_completeness;
    const bool heard = !outcomes.empty() || m_error || (m_followed.empty() && m_catalog.snapshot()->asOfNs != 0);
    next->asOfNs = heard ? m_clock.nowNs() : 0;
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

} // namespace wf::engine
