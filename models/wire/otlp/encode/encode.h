// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"
#include "models/wire/otlp/requests.h"

#include <string>
#include <vector>

namespace wf::wire::otlp {

// An ExportTraceServiceRequest in protobuf, one ResourceSpans for each process of each trace. Attribute values go as
// strings.
[[nodiscard]] std::string encodeTraces(const std::vector<signals::Trace> &traces);
// An ExportMetricsServiceRequest and an ExportLogsServiceRequest in protobuf. Attribute values and bodies go as
// strings; zero times, empty texts and ids that are not hexadecimal are left out.
[[nodiscard]] std::string encodeMetrics(const MetricRequest &request);
[[nodiscard]] std::string encodeLogs(const LogRequest &request);

} // namespace wf::wire::otlp
