// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/trace/span.h"

#include <string>
#include <vector>

namespace wf::app::demo {

// An ExportTraceServiceRequest in OTLP's JSON mapping (opentelemetry-proto 1.x, POST /v1/traces). shiftUs is added to
// every time, for worlds whose clock is not the wall's.
[[nodiscard]] std::string otlpTraces(const std::vector<const Trace *> &traces, std::int64_t shiftUs = 0);

// The resource attributes of the process that made the span.
[[nodiscard]] Fields resourceOf(const Span &span);

void appendValue(std::string &out, const FieldValue &value); // as plain JSON

} // namespace wf::app::demo
