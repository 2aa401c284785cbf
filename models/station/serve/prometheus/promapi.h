// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/server/routes.h"
#include "models/station/serve/answers/answers.h"

#include <vector>

namespace wf::station {

// Prometheus' HTTP API for reading (protocols.md 1): query, query_range, query_exemplars, labels, label values, series,
// metadata, rules, alerts, targets, format_query, status/buildinfo, status/runtimeinfo, /-/healthy, /-/ready. `clock`
// outlives the routes.
[[nodiscard]] std::vector<net::server::Route> prometheusRoutes(MetricAnswers answers, const base::Clock &clock);

} // namespace wf::station
