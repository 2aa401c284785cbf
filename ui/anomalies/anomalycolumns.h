// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// What the columns of the table of anomalies need besides the run.
struct AnomalyRow {
    engine::AnomalyRunPtr run; // never null
    QString incident;          // "INC-12"; empty: it belongs to none
};

// Onset, service, what, change, votes, confidence, trend, incident.
[[nodiscard]] std::vector<items::RowColumn<AnomalyRow>> anomalyColumns();
// Detector, vote, since, what it says.
[[nodiscard]] std::vector<items::RowColumn<engine::RunVote>> voteColumns();
// "Votes, left to right: seasonal, z-score": whose the squares of the column are; empty when nobody voted.
[[nodiscard]] QString votesInOrder(const engine::AnomalyRun &run);
// "stable", "getting worse", "getting better".
[[nodiscard]] QString trendWords(analysis::WatchTrend trend);
[[nodiscard]] QString shareText(double share); // "62 %"

} // namespace wf::ui
