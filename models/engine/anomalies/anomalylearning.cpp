// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the keeper learns: the history at first, a day each day, and what was trained taken back.
#include "models/engine/anomalies/anomalykeeper.h"

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 chunkNs = base::nsPerDay; // of the history, asked at once
constexpr int versionsFromHistory = 3;     // trained at the ends of its last days

} // namespace

void AnomalyKeeper::retrain()
{
    m_work.dropPast();
    m_daily.reset();
    for (auto &one : m_followed) {
        one->learning.reset();
        one->pastRequest.cancel();
        one->modelsRequest.cancel();
        one->companyRequest.cancel();
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
    one.learning->setWithSequence(m_options.withSequences);
    // Read each time: a command may have rolled one back meanwhile.
    one.modelsRequest =
        m_models.load(one.question->id, [this, &one](ModelsBySeries models) { learnFrom(one, std::move(models)); });
}

void AnomalyKeeper::learnFrom(Followed &one, ModelsBySeries models)
{
    if (!one.learning)
        return; // it was begun anew
    one.learning->restore(std::move(models));
    one.learnedToNs = m_learnFromNs - m_options.stepNs;
    learnChunk(one);
}

void AnomalyKeeper::learnChunk(Followed &one)
{
    if (one.learnedToNs >= m_learnToNs)
        return learned(one);
    const qint64 from = one.learnedToNs + m_options.stepNs;
    const qint64 to = std::min(from + chunkNs, m_learnToNs);
    ask(one.pastRequest, *one.question, {from, to}, [this, &one, from, to](auto answer) {
        one.learnedToNs = to;
        if (!answer)
            return learnChunk(one);
        m_work.add({one.learning, answer, GroupWork::Kind::Feed, false, true,
                    [this, &one, range = base::TimeRange{from, to}, answer](auto) {
                        later();
                        const bool isLate = m_learnToNs - one.learnedToNs < versionsFromHistory * chunkNs;
                        isLate ? trainFrom(one, range, answer) : learnChunk(one);
                    }});
    });
}

void AnomalyKeeper::trainFrom(Followed &one, base::TimeRange range, std::shared_ptr<const signals::QueryAnswer> day)
{
    GroupWork::Item item{one.learning, std::move(day), GroupWork::Kind::Train, false, true, {}};
    item.done = [this, &one](const auto &outcome) {
        if (!outcome->models.isEmpty())
            m_models.save(one.question->id, outcome->models);
        learnChunk(one);
    };
    withCompany(one, range, std::move(item));
}

// Requests, for what they cause; nothing for requests themselves.
const AnomalyKeeper::Followed *AnomalyKeeper::companionOf(const Followed &one) const
{
    if (one.question->kind == WatchKind::Requests)
        return nullptr;
    const auto requests =
        std::ranges::find(m_followed, WatchKind::Requests, [](const auto &other) { return other->question->kind; });
    return requests == m_followed.end() ? nullptr : requests->get();
}

GroupCompany AnomalyKeeper::companyOf(const Followed &one, std::shared_ptr<const signals::QueryAnswer> samples) const
{
    GroupCompany out;
    const Followed *companion = companionOf(one);
    if (companion && !samples)
        out.watched = companion->outcome;
    out.samples = std::move(samples);
    QHash<QString, std::vector<qint64>> deploys;
    for (const signals::Deploy &deploy : m_catalog.snapshot()->deploys)
        deploys[deploy.service].push_back(deploy.timeNs / base::nsPerMs);
    for (auto &times : deploys)
        std::ranges::sort(times);
    out.deploysMs = std::make_shared<const QHash<QString, std::vector<qint64>>>(std::move(deploys));
    return out;
}

// Trains with what went on beside, which is asked first: samples of the companion are in the cache as a rule.
void AnomalyKeeper::withCompany(Followed &one, base::TimeRange range, GroupWork::Item item)
{
    const Followed *companion = companionOf(one);
    if (!companion) {
        item.company = companyOf(one, nullptr);
        return m_work.add(std::move(item));
    }
    auto waiting = std::make_shared<GroupWork::Item>(std::move(item));
    ask(one.companyRequest, *companion->question, range, [this, &one, waiting](auto samples) {
        waiting->company = companyOf(one, std::move(samples));
        waiting->company->watched.reset(); // of another time
        m_work.add(std::move(*waiting));
    });
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

// A new version of each series from the day that has passed; what is known of the days before stays. One question after
// the other.
void AnomalyKeeper::trainDay()
{
    m_daily = 0;
    trainDayNext();
}

void AnomalyKeeper::trainDayNext()
{
    if (!m_daily)
        return;
    later();
    if (*m_daily >= m_followed.size()) {
        m_daily.reset();
        m_trainedNs = m_clock.nowNs();
        return;
    }
    Followed &one = *m_followed[*m_daily];
    const qint64 tip = tipNs();
    const base::TimeRange range{tip - chunkNs, tip};
    ask(one.pastRequest, *one.question, range, [this, &one, range](auto answer) {
        if (!m_daily)
            return; // all is learned anew
        if (!answer) {
            ++*m_daily; // its next day comes
            return trainDayNext();
        }
        // Read each time: a command may have rolled one back meanwhile.
        one.modelsRequest = m_models.load(one.question->id, [this, &one, range, answer](ModelsBySeries models) {
            trainDayOf(one, range, answer, std::move(models));
        });
    });
}

void AnomalyKeeper::trainDayOf(Followed &one, base::TimeRange range, std::shared_ptr<const signals::QueryAnswer> day,
                               ModelsBySeries models)
{
    GroupWork::Item item{one.group, std::move(day), GroupWork::Kind::Train, false, true, {}};
    item.models = std::move(models);
    item.done = [this, &one, group = one.group](auto outcome) {
        take(one, group, std::move(outcome));
        if (!m_daily)
            return;
        ++*m_daily;
        trainDayNext();
    };
    withCompany(one, range, std::move(item));
}

void AnomalyKeeper::rollBack(const QString &seriesKey, const QString &actor, FeedbackBook::Reply reply)
{
    const auto hasOlder = [](const SeriesState &s) { return s.versions.size() > 1; };
    const SeriesState *state = seriesKey.isEmpty() ? nullptr : m_snapshot->state(seriesKey);
    const bool canBe =
        seriesKey.isEmpty() ? std::ranges::any_of(m_snapshot->series, hasOlder) : state != nullptr && hasOlder(*state);
    if (!canBe)
        return reply(base::makeError(base::ErrorKind::NotFound,
                                     tr("There is no trained version before the newest one to go back to")));
    m_feedback.note(QStringLiteral("anomaly.models.roll-back"), seriesKey,
                    state ? state->of->title() : tr("all watched series"), actor,
                    [this, seriesKey, reply = std::move(reply)](const base::Status &kept) {
                        if (!kept)
                            return reply(kept);
                        for (auto &one : m_followed)
                            for (const auto &group : {one->group, one->learning})
                                if (group)
                                    m_work.add({group, nullptr, GroupWork::Kind::RollBack, true, false,
                                                [this, &one = *one, group](auto outcome) { take(one, group, outcome); },
                                                seriesKey});
                        reply(base::Done{});
                    });
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
    } else if (m_daily) {
        out.phase = TrainingState::Phase::Training;
        out.done = static_cast<double>(*m_daily) / all;
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

} // namespace wf::engine
