// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/engine/anomalies/feedback/feedbackbook.h"
#include "models/engine/anomalies/models/modelbook.h"
#include "models/engine/anomalies/outcomejoiner.h"
#include "models/engine/anomalies/siblings/siblingkeeper.h"
#include "models/engine/anomalies/work/groupwork.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/services/servicecatalog.h"

#include <QObject>

namespace wf::engine {

struct AnomalyOptions {
    qint64 stepNs = base::nsPerMinute;      // of the samples that are looked at
    qint64 quickNs = 6 * base::nsPerHour;   // looked at first, so that something can be said within a minute
    qint64 trainedNs = 7 * base::nsPerDay;  // learned from, in the background; not below quickNs
    qint64 retrainEveryNs = base::nsPerDay; // a new version from the last day
    double share = 0.5;                     // of one processor, for learning; up to as many as there are
    std::size_t mostSeries = 1000;          // of one question
    bool isLive = true;                     // false: one look, as a command takes it
    bool withSequences = false;             // trainings have an LSTM too, from then on
};

// Watches the series of the watchlist over all metric sources: looks at the last hours, learns the days before in the
// background, scores what comes; and compares the instances of each service with each other. Every judgement is local.
// GUI thread; scoring, and joining what was scored, is on the pool. The first result is there as soon as the last hours
// are read; what cannot be known yet is said (AnomaliesSnapshot::notYetKnown()).
class AnomalyKeeper final : public QObject {
    Q_OBJECT
public:
    // `cache` may be null: then models do not outlive the keeper.
    AnomalyKeeper(ServiceCatalog &catalog, MetricReader &reader, FeedbackBook &feedback, store::AnswerCache *cache,
                  const base::Clock &clock, const async::Pools &pools, AnomalyOptions options = {},
                  QObject *parent = nullptr);
    ~AnomalyKeeper() override;

    // Begins as soon as the catalogue knows which metrics there are.
    void start();
    void setPaused(bool paused); // of learning; what comes is scored all the same
    void setShare(double share); // of one processor; kept
    // Learns the history anew: what no version has seen is trained.
    void retrain();
    // Takes the newest trained version of the series away (an empty key: of all), so that the one before it counts
    // again; kept, and on the audit trail. NotFound when the series has no version before its newest.
    void rollBack(const QString &seriesKey, const QString &actor, FeedbackBook::Reply reply);
    // Asks for what came since; the timer does so too.
    void lookNow();
    [[nodiscard]] const AnomaliesPtr &snapshot() const { return m_snapshot; } // never null
    [[nodiscard]] FeedbackBook &feedback() { return m_feedback; }
    [[nodiscard]] const AnomalyOptions &options() const { return m_options; }
    // Everything that can be done now has been: commands end then.
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void changed();

private:
    // One question and what is known of it.
    struct Followed {
        std::shared_ptr<const WatchQuestion> question;
        std::shared_ptr<AnomalyGroup> group;
        std::shared_ptr<const GroupOutcome> outcome;
        std::shared_ptr<AnomalyGroup> learning; // takes the place of the group once the history is learned
        qint64 askedToNs = 0;                   // samples up to here were asked
        qint64 learnedToNs = 0;
        qint64 answeredNs = 0; // monotonic; of an answer whose scores nobody has seen yet; 0: none
        bool isLooked = false; // the last hours were read, or could not be
        bool isAsking = false; // for what came since
        async::Request request, pastRequest, modelsRequest, companyRequest;
    };
    void follow();
    void look(Followed &one);
    void lookAtNext();
    void lookAround();
    void pollOne(Followed &one);
    void learnNext();
    void learnFrom(Followed &one, ModelsBySeries models);
    void trainDay();
    void trainDayNext();
    void trainDayOf(Followed &one, base::TimeRange range, std::shared_ptr<const signals::QueryAnswer> day,
                    ModelsBySeries models);
    void learnChunk(Followed &one);
    [[nodiscard]] const Followed *companionOf(const Followed &one) const;
    [[nodiscard]] GroupCompany companyOf(const Followed &one,
                                         std::shared_ptr<const signals::QueryAnswer> samples) const;
    void withCompany(Followed &one, base::TimeRange range, GroupWork::Item item);
    void learned(Followed &one);
    void trainFrom(Followed &one, base::TimeRange range, std::shared_ptr<const signals::QueryAnswer> day);
    void take(Followed &one, const std::shared_ptr<AnomalyGroup> &from, std::shared_ptr<const GroupOutcome> outcome);
    void ask(async::Request &request, const WatchQuestion &question, base::TimeRange range,
             std::function<void(std::shared_ptr<const signals::QueryAnswer>)> then, bool isNew = false);
    void later(bool isLive = false); // publishes, many changes at once
    void publish();
    void show(std::shared_ptr<AnomaliesSnapshot> next);
    [[nodiscard]] qint64 tipNs() const;
    [[nodiscard]] TrainingState training() const;

    ServiceCatalog &m_catalog;
    MetricReader &m_reader;
    FeedbackBook &m_feedback;
    ModelBook m_models;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    AnomalyOptions m_options;
    GroupWork m_work;
    SiblingKeeper m_siblings;
    std::vector<std::unique_ptr<Followed>> m_followed;
    std::size_t m_learning = 0; // index of the one that learns; beyond the end: nobody
    qint64 m_learnFromNs = 0, m_learnToNs = 0;
    qint64 m_trainedNs = 0;
    std::size_t m_turn = 0;             // the question that was looked at last; behind them those of siblings
    std::optional<std::size_t> m_daily; // the question whose last day is trained
    bool m_isStarted = false;
    bool m_isPaused = false;
    std::optional<base::Error> m_error;
    base::Completeness m_completeness;
    AnomaliesPtr m_snapshot;
    QTimer m_poll, m_publish;
    std::shared_ptr<OutcomeJoiner> m_joiner;      // where it is joined
    qint64 m_answeredNs = 0, m_scoredAfterNs = 0; // of what is joined; of what is shown
    qint64 m_publishedNs = 0;                     // when last, monotonic
    qint64 m_restNs = 0, m_liveRestNs = 0;        // at least from one to the next; where somebody waits for it
    bool m_isJoining = false;
    bool m_isOutdated = false; // while it was joined, more came
    async::JobScope m_jobs;    // last: stops first
};

} // namespace wf::engine
