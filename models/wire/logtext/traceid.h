// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace wf::wire::logtext {

// The trace a field names, as 32 lower-case hex digits; empty when the name is not one of a trace id or the value is
// none. Names in any case, "." "-" and "_" alike: trace_id, traceid, trace, otelTraceID, x_b3_traceid (64 or 128 bits
// of hex, with dashes as UUIDs have them); dd_trace_id (decimal 64 bits too); traceparent (W3C); uber_trace_id
// (Jaeger); x_amzn_trace_id (AWS); logging_googleapis_com_trace (projects/…/traces/…).
[[nodiscard]] std::string traceIdOf(std::string_view name, std::string_view value);

// 16 or 32 hex digits, not all zero, as 32 lower-case ones; else empty.
[[nodiscard]] std::string hexTraceId(std::string_view text);

} // namespace wf::wire::logtext
