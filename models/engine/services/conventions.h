// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace wf::engine {

// How one library counts requests: which metric, which label tells failure, which histogram measures duration.
struct RequestConvention {
    QString total;      // counter of requests (a histogram's _count serves)
    QString codeLabel;  // label with the outcome
    QString errorRegex; // values of codeLabel that count as errors (RE2)
    QString bucket;     // histogram _bucket metric, empty when there is none
    double secondsPerUnit = 1;
};

// The conventions whose metrics exist among `names` (sorted or not), best first: HTTP and gRPC of the Prometheus client
// libraries, Micrometer, OpenTelemetry (both spellings), span metrics, Istio.
[[nodiscard]] std::vector<RequestConvention> requestConventions(const QStringList &names);

// Pairs of gauges "used of limit" ("db_pool_in_use", "db_pool_max") found by name.
struct SaturationPair {
    QString used;
    QString limit;
    QString title; // "db pool"
};
[[nodiscard]] std::vector<SaturationPair> saturationPairs(const QStringList &names);

} // namespace wf::engine
