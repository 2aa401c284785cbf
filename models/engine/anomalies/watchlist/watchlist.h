// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/units.h"
#include "models/engine/services/subjectrules.h"

#include <QStringList>

#include <vector>

namespace wf::engine {

enum class WatchKind { Requests, Errors, Duration, Saturation, Resource };
// "requests", "errors", "duration", "saturation", "resource".
[[nodiscard]] QString watchKindName(WatchKind kind);

// One question whose answer is a series for each service, region or machine.
struct WatchQuestion {
    QString id;    // stable: "errors http_requests_total"
    QString title; // "error share"
    QString expr;  // PromQL over the whole fleet
    base::Unit unit = base::Unit::None;
    WatchKind kind = WatchKind::Resource;
    QStringList metrics;           // that it reads: charts of them show what is found here
    bool comparesSiblings = false; // each with others at the same moment, not with its own past
};

// The series worth watching, from the metrics there are: requests, errors and durations of every convention that is
// spoken, used of limit, and the machines. A handful of questions for a whole fleet, never one a service. Pure.
[[nodiscard]] std::vector<WatchQuestion> watchlist(const QStringList &metricNames, const SubjectRules &rules);

// One question whose answer is a series for each instance of every service: instances that share `group` do the same
// work and are compared with each other at each moment.
struct SiblingQuestion {
    WatchQuestion what;
    QStringList group; // labels; service and region
};
// Requests, errors and durations of every convention, processor and memory of processes, by instance. Pure.
[[nodiscard]] std::vector<SiblingQuestion> siblingQuestions(const QStringList &metricNames, const SubjectRules &rules);

} // namespace wf::engine
