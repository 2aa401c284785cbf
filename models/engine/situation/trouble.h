// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"
#include "models/engine/services/servicecatalog.h"

#include <vector>

namespace wf::engine {

// Alerts of one service that fire now, as one thing to look at. Alerts that are silenced or inhibited do not count as
// open.
struct Trouble {
    QString service;                                         // empty: alerts that name no service
    signals::Severity severity = signals::Severity::Unknown; // worst of the open ones, else of all
    int alerts = 0;
    int open = 0;
    qint64 sinceNs = 0; // first alert that still fires
    QString owner;      // who acknowledged all of it; empty while something is open
    qint64 heldUntilNs = 0;
    QStringList regions;
    signals::Alert worst; // the one to open
    QString sentence;     // its summary annotation or its name; outside text
};

// Worst first: open before held, severity, then the older. Pure.
[[nodiscard]] std::vector<Trouble> troubles(const AlertSnapshot &alerts);
// That of one service; nothing when none of its alerts fires.
[[nodiscard]] std::optional<Trouble> troubleOf(const AlertSnapshot &alerts, const QString &service);

// "payment v2.31.0, deployed 25 min ago": the newest deploy of the service or of one it calls, within two hours before
// the onset; null when there is none. Near in time and on the path only: likely, never certain.
[[nodiscard]] const signals::Deploy *likelyChange(const Trouble &trouble, const ServicesSnapshot &services);

} // namespace wf::engine
