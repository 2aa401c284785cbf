// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/base/result.h"
#include "models/engine/anomalies/group/anomalygroup.h"

namespace wf::engine {

// The worst score of one service or machine over time.
struct AnomalyLane {
    QString name;
    std::vector<float> scores; // one a step, of samples up to its end, oldest first; NaN: none came
    float now = 0;
    bool isActive = false; // one of its series is unusual now
    bool isTold = false;   // and somebody is to know: a warning or worse
    qint64 onsetNs = 0;    // of the first that is told, else of the first that is unusual; 0: none
};

// How far the history has been learned.
struct TrainingState {
    enum class Phase {
        Waiting,  // nobody has said which metrics there are
        Looking,  // the last hours first, so that something can be said at once
        Training, // the days before
        Watching,
    };
    Phase phase = Phase::Waiting;
    double done = 0; // 0 … 1 of the phase
    bool isPaused = false;
    qint64 trainedNs = 0; // when the history was learned last; 0 = never
    double share = 0;     // of one processor, at most; above 1 of several
};

struct AnomaliesSnapshot {
    std::vector<AnomalyRunPtr> active; // worst first
    std::vector<AnomalyRunPtr> ended;  // newest end first
    std::vector<SeriesState> series;
    std::vector<AnomalyLane> lanes; // first those that are told, then those that are unusual, by onset
    base::TimeRange laneRange;
    TrainingState training;
    std::size_t found = 0;    // series there are
    qint64 scoredAfterNs = 0; // from the last answer with new samples until its scores were in a snapshot; 0: none
    std::optional<base::Error> error; // of the last question, when it failed
    base::Completeness completeness;
    qint64 asOfNs = 0; // 0: nothing was heard yet
    // What cannot be known yet, in a sentence; empty when all is known.
    [[nodiscard]] QString notYetKnown() const;
    [[nodiscard]] const AnomalyRun *find(quint64 id) const;
    [[nodiscard]] const SeriesState *state(const QString &seriesKey) const;
};
using AnomaliesPtr = std::shared_ptr<const AnomaliesSnapshot>;

} // namespace wf::engine
