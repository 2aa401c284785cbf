// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/history/pastincidents.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// Rows of the tables of the history; their keys stay while the past grows.
using PastAlertsModel = items::RowsModel<engine::PastAlert, quint64>;
using WeeksModel = items::RowsModel<engine::WeekOfService, quint64>;
using PastIncidentsModel = items::RowsModel<engine::PastIncident, quint64>;
using RuleHistoryModel = items::RowsModel<engine::RuleHistory, quint64>;

// Columns: severity, alert, service, began, took, acknowledged by, known from.
[[nodiscard]] PastAlertsModel *makePastAlerts(const base::Clock &clock, QObject *parent);
// Columns: week of, service, fired, critical, MTTD, MTTA, MTTR.
[[nodiscard]] WeeksModel *makeWeeks(QObject *parent);
// Columns: severity, incident, what, service, opened, took, taken by, it was.
[[nodiscard]] PastIncidentsModel *makePastIncidents(const base::Clock &clock, QObject *parent);
// Columns: rule, fired, acted on, false, advice.
[[nodiscard]] RuleHistoryModel *makeRuleHistories(QObject *parent);

// "4 min 8 s", "–" when it is not known.
[[nodiscard]] QString responseText(const std::optional<double> &seconds);

} // namespace wf::ui
