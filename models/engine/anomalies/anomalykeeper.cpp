// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomalykeeper.h"

#include <QElapsedTimer>

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 scrapesSettleNs = 15 * base::nsPerSecond; // the newest scrape is in by then
constexpr int pollMs = 15'000;
constexpr qint64 fewSamples = 4; // of each series: asked anew sooner than looked up
constexpr qint64 publishNs = 200 * base::nsPerMs, mostRestNs = 3 * base::nsPerSecond;
constexpr int restToJoining = 15;    // joining takes a sixteenth of the time at most,
constexpr int liveRestToJoining = 2; // but somebody waits for what comes live

} // namespace

AnomalyKeeper::AnomalyKeeper(ServiceCatalog &catalog, MetricReader &reader, FeedbackBook &feedback,
                             store::AnswerCache *cache, const base::Clock &clock, const async::Pools &pools,
                             AnomalyOptions options, QObject *parent)
    : QObject(parent),
      m_catalog(catalog),
      m_reader(reader),
      m_feedback(feedback),
      m_models(cache),
      m_clock(clock),
      m_pools(pools),
      m_options(options),
      m_work(pools),
      m_siblings(reader, pools, m_options.stepNs, m_options.mostSeries),
      m_snapshot(std::make_shared<AnomaliesSnapshot>()),
      m_joiner(std::make_shared<OutcomeJoiner>())
{
    m_work.setShare(m_options.share);
    m_work.setNow([this] { return m_clock.nowNs() / base::nsPerMs; });
    m_poll.setInterval(pollMs);
    m_publish.setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, &AnomalyKeeper::lookAtNext);
    connect(&m_publish, &QTimer::timeout, this, &AnomalyKeeper::publish);
    connect(&m_siblings, &SiblingKeeper::changed, this, [this] { later(); });
    connect(&m_feedback, &FeedbackBook::changed, this, [this] {
        m_work.setFeedback(m_feedback.all());
        if (m_options.isLive && m_feedback.share())
            m_work.setShare(*m_feedback.share());
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
    m_feedback.keepShare(share);
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
    if (services->asOfNs == 0 && services->metricNames.isEmpty()) {
        if (auto silence = m_catalog.silence()) {
            m_error = std::move(silence);
            later();
        }
        return;
    }
    const bool isFirst = m_followed.empty();
    if (isFirst)
        m_error.reset(); // somebody has answered
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
    m_siblings.follow(services->metricNames, m_catalog.rules());
    m_siblings.lookAt(tipNs());
    if (isNew && !isFirst)
        m_trainedNs = 0; // learned together with the others once everybody has looked
    later();
}

void AnomalyKeeper::ask(async::Request &request, const WatchQuestion &question, base::TimeRange range,
                        std::function<void(std::shared_ptr<const signals::QueryAnswer>)> then, bool isNew)
{
    MetricQuery query;
    query.expr = question.expr;
    query.range = range;
    query.stepNs = m_options.stepNs;
    query.isNew = isNew;
    request = m_reader.range(query, [this, then = std::move(then)](const base::Result<MetricAnswer> &answer) {
        if (answer && !answer->final)
            return;
        if (!answer || m_error)
            later(); // else what becomes of the answer is shown
        if (answer) {
            m_completeness = answer->answer->completeness;
            m_error.reset();
            then(answer->answer);
        } else {
            m_error = answer.error();
            then(nullptr);
        }
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
    if (outcome && !outcome->models.isEmpty())
        m_models.save(one.question->id, outcome->models);
    if (from == one.group && outcome) {
        one.outcome = std::move(outcome);
        later(one.answeredNs != 0);
    }
}

void AnomalyKeeper::lookNow()
{
    for (auto &one : m_followed)
        if (one->isLooked)
            pollOne(*one);
    m_siblings.lookAt(tipNs());
    lookAround();
}

// One question after the other, evenly over the time between two looks: what comes is scored at once, and no server is
// asked for everything at the same moment.
void AnomalyKeeper::lookAtNext()
{
    const std::size_t all = std::max<std::size_t>(1, m_followed.size() + m_siblings.questions());
    m_poll.setInterval(pollMs / static_cast<int>(all));
    m_turn = (m_turn + 1) % all;
    if (m_turn >= m_followed.size())
        m_siblings.lookAtOne(m_turn - m_followed.size(), tipNs());
    else if (m_followed[m_turn]->isLooked)
        pollOne(*m_followed[m_turn]);
    if (m_turn == 0)
        lookAround();
}

// What is due beside new samples.
void AnomalyKeeper::lookAround()
{
    if (m_trainedNs != 0 && !m_daily && m_clock.nowNs() - m_trainedNs >= m_options.retrainEveryNs)
        trainDay();
    learnNext();
}

void AnomalyKeeper::pollOne(Followed &one)
{
    const qint64 tip = tipNs();
    if (tip <= one.askedToNs || one.isAsking)
        return;
    one.isAsking = true;
    const qint64 from = std::max(one.askedToNs + m_options.stepNs, tip - m_options.quickNs);
    const auto feed = [this, &one, tip](auto answer) {
        one.isAsking = false;
        if (!answer)
            return;
        one.askedToNs = tip;
        GroupWork::Item item{one.group, answer, GroupWork::Kind::Feed, true, false, {}};
        item.company = companyOf(one, nullptr);
        item.done = [this, &one, group = one.group, cameNs = m_clock.monotonicNs()](auto outcome) {
            one.answeredNs = cameNs;
            take(one, group, outcome);
        };
        m_work.add(std::move(item));
    };
    ask(one.request, *one.question, {from, tip}, feed, tip - from < fewSamples * m_options.stepNs);
}

bool AnomalyKeeper::isSettled() const
{
    if (m_catalog.isBusy() || !m_isStarted || !m_feedback.isLoaded())
        return false;
    if (m_followed.empty())
        return m_catalog.snapshot()->asOfNs != 0 || m_error;
    return m_trainedNs != 0 && !m_daily && m_work.isIdle() && m_siblings.isIdle() && !m_publish.isActive() &&
           !m_isJoining;
}

// Scores of what came live are waited for; the rest is shown a few times a second.
void AnomalyKeeper::later(bool isLive)
{
    const qint64 leastNs = isLive ? m_liveRestNs : std::max(m_restNs, publishNs);
    const qint64 leftNs = m_publishedNs == 0 ? 0 : m_publishedNs + leastNs - m_clock.monotonicNs();
    const auto leftMs = static_cast<int>(std::clamp<qint64>(leftNs, 0, leastNs) / base::nsPerMs);
    if (!m_publish.isActive() || m_publish.remainingTime() > leftMs)
        m_publish.start(leftMs);
}

// Ten thousand series have three million scores: they are joined, and forgotten, on the pool.
void AnomalyKeeper::publish()
{
    if (m_isJoining) {
        m_isOutdated = true;
        return;
    }
    m_isJoining = true;
    m_publishedNs = m_clock.monotonicNs();
    m_answeredNs = 0;
    OutcomeJoiner::Outcomes outcomes;
    for (const auto &one : m_followed) {
        if (one->outcome)
            outcomes.push_back(one->outcome);
        const qint64 answeredNs = std::exchange(one->answeredNs, 0);
        if (answeredNs != 0 && (m_answeredNs == 0 || answeredNs < m_answeredNs))
            m_answeredNs = answeredNs;
    }
    std::ranges::move(m_siblings.outcomes(), std::back_inserter(outcomes));
    m_jobs.run(
        m_pools.parse(), // scoring does not wait for it
        [joiner = m_joiner, outcomes = std::move(outcomes), stepNs = m_options.stepNs,
         tip = tipNs()](const std::stop_token &) {
            QElapsedTimer timer;
            timer.start();
            auto next = std::make_shared<AnomaliesSnapshot>(joiner->join(outcomes, stepNs, tip));
            next->asOfNs = outcomes.empty() ? 0 : 1;
            return std::pair(std::move(next), timer.nsecsElapsed());
        },
        [this](std::pair<std::shared_ptr<AnomaliesSnapshot>, qint64> joined) {
            m_restNs = std::min(joined.second * restToJoining, mostRestNs);
            m_liveRestNs = std::min(joined.second * liveRestToJoining, mostRestNs);
            show(std::move(joined.first));
        });
}

void AnomalyKeeper::show(std::shared_ptr<AnomaliesSnapshot> next)
{
    m_isJoining = false;
    if (m_answeredNs != 0)
        m_scoredAfterNs = m_clock.monotonicNs() - m_answeredNs;
    next->scoredAfterNs = m_scoredAfterNs;
    next->training = training();
    next->error = m_error;
    next->completeness = m_completeness;
    const bool heard = next->asOfNs != 0 || m_error || (m_followed.empty() && m_catalog.snapshot()->asOfNs != 0);
    next->asOfNs = heard ? m_clock.nowNs() : 0;
    AnomaliesPtr last = std::exchange(m_snapshot, std::move(next));
    m_jobs.run(
        m_pools.parse(),
        [last = std::move(last)](const std::stop_token &) mutable {
            last.reset();
            return true;
        },
        [](bool) {});
    if (std::exchange(m_isOutdated, false))
        later(true);
    Q_EMIT changed();
}

} // namespace wf::engine
