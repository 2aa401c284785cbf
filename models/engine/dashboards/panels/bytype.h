// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/grammar/metricunits.h"
#include "models/engine/dashboards/panels/panelmaker.h"

namespace wf::engine {

// The panel of a metric of which nothing is known but name, type, unit, help and labels: query, unit, aggregation,
// legend and why. Its title and row are the caller's.
[[nodiscard]] signals::PanelSpec panelByType(const PanelMaker &maker, const ServiceMetric &metric);

// The sentence, and what the metric's own help says, as one: "x only ever grows, so its rate is shown: Orders taken."
[[nodiscard]] QString explained(QString sentence, const ServiceMetric &metric);
// What brings a query to the base unit: " / 1000", " * 1024", or nothing.
[[nodiscard]] QString scaled(double divisor);
// The unit of a histogram; where neither name nor help tells it of a duration, its buckets do.
[[nodiscard]] MetricUnit durationUnit(const ServiceMetric &histogram);

} // namespace wf::engine
