// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/incidents/incident.h"
#include "models/engine/story/timeline.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/rowkinds.h"

#include <QSet>

namespace wf::ui {

// A row of the list of incidents: an incident, one of its alerts, or the head above the open or the closed ones.
struct IncidentRow {
    engine::IncidentPtr incident; // null: a head
    QString head;
    int count = 0;
    int alert = -1;      // its place in the incident; below 0: the incident itself
    bool isOpen = false; // its alerts are listed below it
    [[nodiscard]] const engine::IncidentAlert *theAlert() const
    {
        return incident && alert >= 0 ? &incident->alerts[static_cast<std::size_t>(alert)] : nullptr;
    }
};
// Of an incident its number, of an alert something that no number is.
[[nodiscard]] quint64 keyOf(const IncidentRow &row);
// The alert of an incident whose row has this key; null: none of it.
[[nodiscard]] const engine::IncidentAlert *alertAt(const engine::IncidentPtr &incident, quint64 key);

// The rows of incidents have their number as key, those of alerts the key of the alert.
using IncidentRowsModel = items::RowsModel<IncidentRow, quint64>;
using IncidentAlertsModel = items::RowsModel<engine::IncidentAlert, quint64>;

// Columns: severity; title, below it id, alerts and where it begins; how long it waits or took, below it who holds it.
// Alerts are rows of one line below their incident: severity, name, service and since.
[[nodiscard]] IncidentRowsModel *makeIncidentRows(const base::Clock &clock, QObject *parent);
// Alerts of the incidents in `opened`, by onset; the first `mostListed` of each. With a filter only incidents in whose
// title, id, services, holder or alerts every word of it is found.
inline constexpr std::size_t mostListed = 300;
[[nodiscard]] std::vector<IncidentRow> incidentRows(const engine::IncidentSnapshot &incidents,
                                                    const QSet<qint64> &opened = {}, const QString &filter = {});
// Columns: severity, alert, service, since, state, belongs here because.
[[nodiscard]] IncidentAlertsModel *makeIncidentAlerts(const base::Clock &clock, QObject *parent);

// Something that happened, with its place in the timeline as key.
struct ActivityRow {
    quint64 key = 0;
    engine::TimelineEntry entry;
};
using ActivityModel = items::RowsModel<ActivityRow, quint64>;
// Columns: when, who, what; the newest first.
[[nodiscard]] ActivityModel *makeActivity(const base::Clock &clock, QObject *parent);
[[nodiscard]] std::vector<ActivityRow> activityRows(const std::vector<engine::TimelineEntry> &timeline);

// "at the same time, one calls the other, came together before": what speaks for it, strongest first.
[[nodiscard]] QString evidenceText(const engine::IncidentAlert &alert);

} // namespace wf::ui
