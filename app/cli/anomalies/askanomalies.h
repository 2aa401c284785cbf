// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/watch/feedback.h"
#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/sources/environment/environment.h"

namespace wf::app {

struct AnomalyQuestion {
    qint64 lookNs = 0;          // runs of so long ago are asked
    qint64 historyNs = 0;       // learned first
    bool withSequences = false; // trainings have an LSTM too
    double processors = 0;      // that learning may use at most; 0: all
};
struct AskedAnomalies {
    engine::AnomaliesPtr anomalies; // never null
};

// Looks once, by the engine of the window. `showsProgress`: how far it is, on standard error. Runs an event loop.
[[nodiscard]] AskedAnomalies askAnomalies(const sources::Environment &environment, const QString &stateDirectory,
                                          const AnomalyQuestion &question, bool showsProgress);
// Says it of the series of an anomaly, or takes the last word back when there is no kind; a sentence about it.
[[nodiscard]] base::Result<QString> sayOfAnomaly(const sources::Environment &environment, const QString &stateDirectory,
                                                 const AnomalyQuestion &question, const QString &anomaly,
                                                 std::optional<analysis::FeedbackKind> kind);

} // namespace wf::app
