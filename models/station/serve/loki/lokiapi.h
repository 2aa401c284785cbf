// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/server/routes.h"
#include "models/station/serve/answers/answers.h"

#include <vector>

namespace wf::station {

// Loki's HTTP API for reading (protocols.md 5) below /loki/api/v1: query_range, query, labels, label values, series,
// index/stats, index/volume, index/volume_range, format_query, status/buildinfo, and /ready. There is no live tail: it
// needs WebSocket; clients fall back to query_range. `clock` outlives the routes.
[[nodiscard]] std::vector<net::server::Route> lokiRoutes(LogAnswers answers, const base::Clock &clock);

} // namespace wf::station
