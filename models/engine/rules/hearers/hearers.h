// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/signals/labelmatcher.h"

#include <QHash>
#include <QStringList>

#include <vector>

// Who hears of an alert: Alertmanager's routing tree, read from its configuration (prometheus.io/docs/alerting, "route"
// and "receiver"). Values; pure; any thread. Names are outside text.
namespace wf::engine {

struct AlertRoute {
    std::vector<signals::LabelMatcher> matchers;
    QString receiver;        // inherited where the route names none
    QStringList groupBy;     // inherited; "..." is every label
    qint64 groupWaitNs = 0;  // inherited
    qint64 repeatNs = 0;     // inherited
    bool goesOn = false;     // `continue`
    QStringList mutedDuring; // names of time intervals
    QStringList activeDuring;
    std::vector<AlertRoute> routes;
};
struct AlertRouting {
    AlertRoute root;
    QHash<QString, QStringList> receivers; // name -> how it is told: "email", "pagerduty", "webhook" …; none: nobody is
};

// Invalid: no YAML, or no route in it.
[[nodiscard]] base::Result<AlertRouting> readAlertRouting(const QString &configYaml);

struct Hearer {
    QString receiver;
    QStringList ways; // "email", "pagerduty" …; empty: it goes nowhere
    QStringList groupBy;
    qint64 groupWaitNs = 0;
    qint64 repeatNs = 0;
    QStringList mutedDuring, activeDuring;
    friend bool operator==(const Hearer &, const Hearer &) = default;
};
// In the order in which Alertmanager tells them; at least the root's receiver.
[[nodiscard]] std::vector<Hearer> hearersOf(const AlertRouting &routing, const base::Labels &alert);
// "grouped by service and region, first after 30 s, again every 4 h".
[[nodiscard]] QString hearerWords(const Hearer &hearer);

} // namespace wf::engine
