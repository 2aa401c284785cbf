// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/server/routes.h"
#include "models/station/serve/answers/answers.h"
#include "models/wire/jsontext.h"

#include <string_view>
#include <vector>

namespace wf::station {

// Jaeger's JSON API as its user interface and Grafana use it (protocols.md 6.2): /api/services, /api/operations,
// /api/services/{name}/operations, /api/traces, /api/traces/{id}, /api/dependencies. `clock` outlives the routes.
[[nodiscard]] std::vector<net::server::Route> jaegerRoutes(TraceAnswers answers, const base::Clock &clock);

// One trace in Jaeger's form. Tags are strings but for `error`, whose type clients look at.
void writeJaegerTrace(wire::JsonText &json, const signals::Trace &trace);

// "server" …; empty: not known.
[[nodiscard]] std::string_view jaegerKindName(signals::SpanKind kind);

} // namespace wf::station
