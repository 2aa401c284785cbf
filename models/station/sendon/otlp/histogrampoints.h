// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"
#include "models/wire/otlp/requests.h"

#include <map>
#include <optional>

namespace wf::station {

// The samples of one classic histogram or summary at one instant.
struct DistributionParts {
    std::map<double, double> buckets;   // upper bound → cumulative count
    std::map<double, double> quantiles; // quantile → value
    std::optional<double> sum, count;
    bool isStale = false;
    std::vector<wire::otlp::PointExemplar> exemplars;
};
// False: it has no +Inf bucket. Counts that fall are taken as staying.
[[nodiscard]] bool fillHistogram(const DistributionParts &parts, wire::otlp::DataPoint &point);
void fillSummary(const DistributionParts &parts, wire::otlp::DataPoint &point);

// Exponential, or with bounds of its own: then the kind is Histogram. The wider ones lose resolution so that no more
// than some thousand buckets are told.
[[nodiscard]] wire::otlp::MetricKind fillNative(const signals::NativeHistogram &histogram,
                                                wire::otlp::DataPoint &point);

} // namespace wf::station
