// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/alerts/alertsnapshot.h"
#include "models/engine/noise/noisewatch.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// A maintenance window and when it comes next, in words.
struct MaintenanceRow {
    engine::MaintenanceWish window;
    QString next;
    bool isNow = false;
    friend bool operator==(const MaintenanceRow &, const MaintenanceRow &) = default;
};
[[nodiscard]] std::vector<MaintenanceRow> maintenanceRows(const std::vector<engine::MaintenanceWish> &windows,
                                                          qint64 nowNs);

// An alert that fires and need not be looked at.
struct QuietRow {
    quint64 key = 0;
    signals::Severity severity = signals::Severity::Unknown;
    QString alert, service, rule, reason; // outside text
    qint64 startNs = 0;
    friend bool operator==(const QuietRow &, const QuietRow &) = default;
};
// What the console holds back, and what Alertmanagers inhibit; worst first.
[[nodiscard]] std::vector<QuietRow> quietRows(const engine::AlertSnapshot &alerts, const engine::NoiseSnapshot &noise);

// Occurrences from `nowNs` on, in the clock of the window: "Sun 17 May 02:00 to 04:00", the first `most`; the one that
// runs first. Empty: none comes any more.
[[nodiscard]] QStringList nextOccurrences(const analysis::MaintenanceWindow &window, qint64 nowNs, int most);

using MaintenanceModel = items::RowsModel<MaintenanceRow, quint64>;
using QuietModel = items::RowsModel<QuietRow, quint64>;
// Columns: name, labels, next, lasts, zone, comes again.
[[nodiscard]] MaintenanceModel *makeMaintenanceModel(QObject *parent);
// Columns: severity, alert, service, since, held back by, reason.
[[nodiscard]] QuietModel *makeQuietModel(const base::Clock &clock, QObject *parent);
[[nodiscard]] quint64 maintenanceKey(const QString &name);

} // namespace wf::ui
