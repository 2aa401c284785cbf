// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"
#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/engine/objectives/objectivestate.h"

#include <QStringList>

namespace wf::engine {

// One question to metrics or logs whose answer is a line for each series that is meant.
struct NormalProbe {
    enum class Of { Metrics, Logs };
    Of of = Of::Metrics;
    QString expr;  // PromQL, or LogQL that counts
    QString title; // outside text
    base::Unit unit = base::Unit::None;
    QString service;                   // of the series that are meant; empty: any
    std::optional<base::Labels> only;  // exactly these, but for the name
    std::optional<base::Labels> among; // labels of the series are some of these
};
// What traces are to be compared.
struct TraceProbe {
    QString traceId; // empty: those of the last quarter of an hour
    QString service, operation;
};
struct NormalPlan {
    std::vector<NormalProbe> probes;
    std::optional<TraceProbe> traces;
    QStringList notes; // why something else, or nothing, is asked
};

// What is known beside the sources; each may be null.
struct NormalKnowledge {
    AnomaliesPtr anomalies;
    AlertSnapshotPtr alerts;
    ObjectivesPtr objectives;
    QStringList metricNames;
};

// A metric is asked as it is; a service, machine, deploy or incident by what is watched of it; an alert by what its
// rule measures; a log line or pattern by how often its like comes; a trace or operation by how long its like takes;
// an objective by its share of bad events. Pure.
[[nodiscard]] NormalPlan planFor(const signals::Subject &subject, const NormalKnowledge &known,
                                 const SubjectRules &rules);
// Whether a series of the answer is meant.
[[nodiscard]] bool isMeant(const NormalProbe &probe, const base::Labels &labels, const SubjectRules &rules);

} // namespace wf::engine
