// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/net/server/message.h"
#include "models/station/serve/answers/answers.h"

#include <chrono>
#include <optional>
#include <string_view>

// How the APIs write times and durations in addresses and forms.
namespace wf::station {

using net::server::Parameters;
using net::server::Request;
using net::server::Response;

// Prometheus: RFC 3339 or seconds with decimals -> milliseconds.
[[nodiscard]] std::optional<qint64> promTimeMs(std::string_view text);
// Prometheus duration or seconds with decimals -> milliseconds.
[[nodiscard]] std::optional<qint64> promDurationMs(std::string_view text);
// Loki: more than ten digits nanoseconds, fewer seconds, with a dot seconds, else RFC 3339 -> nanoseconds.
[[nodiscard]] std::optional<qint64> lokiTimeNs(std::string_view text);
// Go duration ("1.5s", "2h45m", "300us") -> nanoseconds; a unit is needed but for 0.
[[nodiscard]] std::optional<qint64> goDurationNs(std::string_view text);
// A whole number, not negative.
[[nodiscard]] std::optional<qint64> countOf(std::string_view text);

// start, end, since as Loki reads them; the end is exclusive. Errors: Invalid.
[[nodiscard]] base::Result<base::TimeRange> lokiRange(const Parameters &parameters, qint64 nowNs,
                                                      std::chrono::nanoseconds usual);

[[nodiscard]] Response jsonResponse(std::string body, int status = 200);

} // namespace wf::station
