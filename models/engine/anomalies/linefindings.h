// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/signals/series.h"

namespace wf::engine {

// What is known of one line of any chart: "is this normal?".
struct LineFindings {
    std::vector<AnomalyRunPtr> runs; // oldest first
    SeriesTracePtr trace;            // its band; null: no watched series is this line
    [[nodiscard]] bool isWatched() const { return trace != nullptr; }
};

// `expr` gave the line. A watched series is the same quantity when its question reads the same metric, its labels hold
// those of the line, it is of the service, and both agree within 15 % where both are known: a band that belongs to
// another quantity would lie. Pure.
[[nodiscard]] LineFindings findingsOf(const AnomaliesSnapshot &anomalies, const QString &service, const QString &expr,
                                      const signals::Series &line);

// When something of a service was not as usual, oldest first; what goes on ends at `nowNs`.
[[nodiscard]] std::vector<base::TimeRange> runsOfService(const AnomaliesSnapshot &anomalies, const QString &service,
                                                         qint64 nowNs);

// A subject whose id names a watched series, with the PromQL and the labels of that series instead; others as they are.
[[nodiscard]] signals::Subject asPromql(const AnomaliesSnapshot &anomalies, const signals::Subject &subject);

} // namespace wf::engine
