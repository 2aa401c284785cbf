// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/engine/alerts/index/alertindex.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace wf::app {

// The alerts that pass a filter (the language of the Alerts page), worst first.
struct AlertReport {
    std::shared_ptr<const engine::AlertIndex> index;
    std::vector<quint32> rows;
    qint64 nowNs = 0;
};
// Errors: Invalid, with what to write instead.
[[nodiscard]] base::Result<AlertReport> reportAlerts(const engine::AlertSnapshotPtr &snapshot, const QString &filter,
                                                     qint64 nowNs);

// A head and a line each: SEVERITY ALERT SERVICE WHERE STATE OWNER SINCE SUMMARY.
[[nodiscard]] std::vector<QStringList> alertTable(const AlertReport &report);
[[nodiscard]] QJsonArray alertsAsJson(const AlertReport &report);

// All that is known of one: name and value a line.
[[nodiscard]] std::vector<QStringList> alertDetails(const engine::WatchedAlert &alert, qint64 nowNs);

// Counts of the present list: a head and a line for each service, worst first.
[[nodiscard]] std::vector<QStringList> alertCounts(const AlertReport &report);

// Sources of alerts that did not answer: "name: why" each.
[[nodiscard]] QStringList unansweredSources(const engine::AlertSnapshot &snapshot);
// That none of this name fires, or that nobody knows because a source did not answer.
[[nodiscard]] QString noSuchAlert(const QString &wanted, const engine::AlertSnapshot &snapshot);

// Exit code of a monitoring plug-in: 2 with an open critical alert, 1 with another open one, else 0.
[[nodiscard]] int alertExitCode(const AlertReport &report);

} // namespace wf::app
