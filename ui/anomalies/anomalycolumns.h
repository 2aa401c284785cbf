// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// What the columns of the table of anomalies need besides the run.
struct AnomalyRow {
    engine::AnomalyRunPtr run; // never null
    QString incident;          // "INC-12"; empty: it belongs to none
};

// Onset, service, what, change, votes, score, confidence, trend, incident.
[[nodiscard]] std::vector<items::RowColumn<AnomalyRow>> anomalyColumns(const base::Clock &clock);
// Detector, vote, since, what it expected or else why it says so.
[[nodiscard]] std::vector<items::RowColumn<engine::RunVote>> voteColumns();
// "Votes: filled yes, hollow no, dash abstains, in the order of the table beside"; empty when nobody voted.
[[nodiscard]] QString votesLegend(const engine::AnomalyRun &run);
// "stable", "getting worse", "getting better".
[[nodiscard]] QString trendWords(analysis::WatchTrend trend);
[[nodiscard]] QString shareText(double share); // "62 %"

} // namespace wf::ui
