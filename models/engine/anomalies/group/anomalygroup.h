// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/group/groupwalk.h"
#include "models/engine/anomalies/series/watchedseries.h"

#include <QHash>

#include <atomic>
#include <chrono>
#include <map>

namespace wf::engine {

// How one watched series stands, for lists and "explain".
struct SeriesState {
    std::shared_ptr<const WatchedIdentity> of;
    SeriesTracePtr trace;
    std::vector<ModelVersion> versions;
    double drift = 0; // population stability index of the last hours against the newest version; 0 = none
    qint64 firstNs = 0, lastNs = 0;
    std::size_t samples = 0;
    bool knowsTheDay = false;
    std::size_t words = 0;           // of feedback
    std::optional<double> precision; // share of real among what was judged
    double factor = 1;               // by which feedback raised the thresholds
};

// Trained models as they are kept (analysis::ModelShelf::toBytes()), by the key of their series.
using ModelsBySeries = QHash<QString, QByteArray>;

// What one group said last; immutable.
struct GroupOutcome {
    std::vector<AnomalyRunPtr> runs; // of all its series
    std::vector<SeriesState> series; // by key
    std::size_t found = 0;           // series the answer had; above series.size(): the rest is not watched
    qint64 newestMs = 0;
    ModelsBySeries models; // of all series, when they have changed since the last outcome
};

// What goes on beside the series of a question: another question of the same services, as a server answered it or as it
// was watched last, and the deploys of services.
struct GroupCompany {
    std::shared_ptr<const signals::QueryAnswer> samples; // either may be null
    std::shared_ptr<const GroupOutcome> watched;
    std::shared_ptr<const QHash<QString, std::vector<qint64>>> deploysMs; // by service, ascending; may be null
};

// The series of one question, scored together. One thread at a time, but for feed() and train(), which several may call
// for the same walk while nothing else is called; samples come in order of time per series.
class AnomalyGroup {
public:
    // `mostSeries` are watched: those that came first. Others take the place of those that have been silent for an hour
    // while the rest went on.
    AnomalyGroup(std::shared_ptr<const WatchQuestion> question, SubjectRules rules, std::size_t mostSeries);

    // The series of the answer, made where they are new. The group must outlive the walk.
    [[nodiscard]] std::shared_ptr<GroupWalk> walk(std::shared_ptr<const signals::QueryAnswer> answer);
    // Scores samples until the time is over or none are left to take.
    static void feed(GroupWalk &walk, std::chrono::milliseconds budget, const std::stop_token &stop);
    // Versions that were kept; series that come up have theirs from then on. What cannot be read is trained anew.
    void restore(ModelsBySeries models) { m_kept = std::move(models); }
    // The same, in place of those that series have: somebody may have rolled them back elsewhere.
    void replace(const ModelsBySeries &models);
    // Trainings from now on have an LSTM too.
    void setWithSequence(bool with) { m_withSequence = with; }
    // Takes the newest version of the series away (an empty key: of all); how many had one before it.
    std::size_t rollBack(const QString &seriesKey);
    // Trains a new version of each series likewise, from the samples of the walk.
    void train(GroupWalk &walk, std::chrono::milliseconds budget, const std::stop_token &stop);
    void heed(const QHash<QString, analysis::SeriesFeedback> &feedback);
    // For the samples and trainings that come next; series are matched by service and region.
    void accompany(const GroupCompany &company);
    // Series whose samples stopped are told as of now; 0: nothing of that kind (the samples are of the past).
    [[nodiscard]] GroupOutcome outcome(qint64 nowMs);

private:
    using SeriesPtr = std::shared_ptr<WatchedSeries>; // never null
    [[nodiscard]] SeriesPtr made(const base::Labels &labels);
    void makeRoom(std::size_t wanted, const signals::QueryAnswer &answer);
    [[nodiscard]] ModelsBySeries models() const;
    std::shared_ptr<const WatchQuestion> m_question;
    SubjectRules m_rules;
    std::size_t m_most;
    std::size_t m_found = 0;
    std::map<base::Labels, SeriesPtr> m_series;
    ModelsBySeries m_kept;
    bool m_withSequence = false;
    std::atomic<bool> m_hasNewModels = false;
    QHash<QString, analysis::SeriesFeedback> m_feedback;
};

} // namespace wf::engine
