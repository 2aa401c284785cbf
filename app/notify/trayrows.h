// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/notices/noticebook.h"

#include <QIcon>

#include <functional>

namespace wf::app {

// A line of the tray's menu.
struct TrayRow {
    qint64 incident = 0;
    QString icon;  // of resources/icons, with a shape for each state
    QString title; // outside text, shortened
    QString side;  // "2 min", who has taken it, or until when it is snoozed
    friend bool operator==(const TrayRow &, const TrayRow &) = default;
};
// Open incidents, what needs somebody first; at most 8.
[[nodiscard]] std::vector<TrayRow> trayRows(const engine::IncidentSnapshot &incidents,
                                            const std::function<qint64(qint64 incident)> &snoozedUntil, qint64 nowNs);
// "1 incident, 11 alerts".
[[nodiscard]] QString trayHead(const engine::IncidentSnapshot &incidents);
// The tray's picture: the state's shape, with the number of incidents that need somebody when there are several.
[[nodiscard]] QIcon trayIcon(engine::TrayState state, int needed);
// Incidents that need somebody and are more than information.
[[nodiscard]] int neededIncidents(const engine::IncidentSnapshot &incidents);

} // namespace wf::app
