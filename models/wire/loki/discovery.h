// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"

#include <string_view>

namespace wf::wire::loki {

// Level of a line: detected_level, then level, severity, lvl … of metadata, of the stream's labels, then of the line
// itself (keys of JSON and logfmt, then an upper-case word near its beginning). Unknown when none speaks.
[[nodiscard]] signals::LogLevel discoverLevel(const base::Labels &stream, const base::Labels &metadata,
                                              std::string_view line);

// Trace id (32 lower-case hex digits) from trace_id, traceID, traceId, trace.id, traceparent of metadata, labels or
// line.
[[nodiscard]] QString discoverTraceId(const base::Labels &stream, const base::Labels &metadata, std::string_view line);

// Value of a key written as `key=value`, `key="value"`, `"key":"value"` or `"key": value`; empty when absent.
[[nodiscard]] std::string_view valueOfKey(std::string_view line, std::string_view key);

} // namespace wf::wire::loki
