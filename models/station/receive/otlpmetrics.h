// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/intake/intake.h"
#include "models/station/receive/deltastate.h"
#include "models/wire/otlp/requests.h"

#include <string>
#include <vector>

namespace wf::station {

struct OtlpMetricOptions {
    std::vector<std::string> promoted; // resource attributes that become labels of every series
    bool scopeLabels = false;          // otel_scope_name, otel_scope_version, otel_scope_… on every series
};

// Metrics of OpenTelemetry as Prometheus' own OTLP receiver keeps them (default settings of 3.x): names with suffixes,
// job and instance, target_info for the rest of a resource, classic histograms by bucket, exponential ones as native
// histograms, stale markers for points without a value. Differences become running totals.
struct TranslatedMetrics {
    MetricBatch batch;
    std::size_t points = 0; // data points that are in the batch
    Accepted verdict;       // refused data points, by reason
};
[[nodiscard]] TranslatedMetrics translateMetrics(const wire::otlp::MetricRequest &request,
                                                 const OtlpMetricOptions &options, DeltaState &deltas);

// A point of an exponential histogram as a native one, resolution reduced to what Prometheus has. Errors: Invalid.
[[nodiscard]] base::Result<signals::NativeHistogram> nativeHistogram(const wire::otlp::DataPoint &point);

} // namespace wf::station
