// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/intake/intake.h"
#include "models/wire/otlp/requests.h"

namespace wf::station {

// Samples as metrics of OpenTelemetry (its specification, "Prometheus and OpenMetrics Compatibility"): job and instance
// name the resource, counters are cumulative sums, buckets with the same labels and time are one histogram, quantiles
// one summary, native histograms exponential ones (of a lower resolution when they are very wide), stale markers points
// without a value. Names stay as they are. A type nobody told is guessed: _total is a counter, _bucket with `le` a
// histogram, all else a gauge. Parts of a histogram without its +Inf bucket go as sums of their own names.
[[nodiscard]] wire::otlp::MetricRequest metricRequestOf(const MetricBatch &batch);

} // namespace wf::station
