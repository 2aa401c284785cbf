// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationsnapshot.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// The tables of the Station page: what each column says of a row. Clocks outlive the models.
using TargetRows = items::RowsModel<engine::StationTarget, QString>;
using LogFileRows = items::RowsModel<engine::StationLogFile, QString>;
using DoorRows = items::RowsModel<engine::StationDoor, QString>;
using ProblemRows = items::RowsModel<engine::StationProblem, QString>;
using KeptRows = items::RowsModel<engine::StationKept, QString>;
using AddedRows = items::RowsModel<engine::StationAdded, QString>;
using CardinalityRows = items::RowsModel<engine::StationCardinality, QString>;

[[nodiscard]] TargetRows *targetRows(const base::Clock &clock, QObject *parent);
[[nodiscard]] LogFileRows *logFileRows(const base::Clock &clock, QObject *parent);
[[nodiscard]] DoorRows *doorRows(const base::Clock &clock, QObject *parent);
[[nodiscard]] ProblemRows *problemRows(QObject *parent);
[[nodiscard]] KeptRows *keptRows(QObject *parent);
[[nodiscard]] AddedRows *addedRows(engine::StationAdded::Kind kind, QObject *parent);
[[nodiscard]] CardinalityRows *cardinalityRows(QObject *parent);

} // namespace wf::ui
