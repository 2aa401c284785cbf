// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

// Which runs a command is about.
struct AnomalyFilter {
    QString metric;                                         // part of a title, a question or a metric; empty: all
    signals::Severity atLeast = signals::Severity::Unknown; // Unknown: all
    qint64 sinceNs = 0;                                     // ended ones that ended later, and active ones
};

// Active ones first, worst first; then the ended ones, newest end first.
[[nodiscard]] std::vector<engine::AnomalyRunPtr> filteredRuns(const engine::AnomaliesSnapshot &anomalies,
                                                              const AnomalyFilter &filter);
// 16 hex digits: what commands call a run.
[[nodiscard]] QString runName(const engine::AnomalyRun &run);
// The run of that name, or the newest one of the series whose key or title this is; null when there is none.
[[nodiscard]] engine::AnomalyRunPtr runNamed(const engine::AnomaliesSnapshot &anomalies, const QString &name);

// A head and a line each: ID SEVERITY SINCE UNTIL SERIES VALUE CHANGE VOTES CONFIDENCE TREND.
[[nodiscard]] std::vector<QStringList> anomalyTable(const std::vector<engine::AnomalyRunPtr> &runs);
[[nodiscard]] QJsonArray anomaliesAsJson(const std::vector<engine::AnomalyRunPtr> &runs);

// What is known of one run, name and value a line; then a head and a line for each detector: DETECTOR VOTE SINCE
// REASON.
[[nodiscard]] std::vector<QStringList> anomalyFacts(const engine::AnomalyRun &run,
                                                    const engine::AnomaliesSnapshot &anomalies);
[[nodiscard]] std::vector<QStringList> anomalyVotes(const engine::AnomalyRun &run);
[[nodiscard]] QJsonObject anomalyAsJson(const engine::AnomalyRun &run);

// "yes", "no", "abstains"; "stable", "degrading", "improving".
[[nodiscard]] QString voteName(analysis::Vote vote);
[[nodiscard]] QString trendName(analysis::WatchTrend trend);

// Exit code of a monitoring plug-in: 2 with a critical one that goes on, 1 with a warning, else 0.
[[nodiscard]] int anomalyExitCode(const std::vector<engine::AnomalyRunPtr> &runs);

} // namespace wf::app
