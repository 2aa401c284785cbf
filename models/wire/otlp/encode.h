// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <string>
#include <vector>

namespace wf::wire::otlp {

// An ExportTraceServiceRequest in protobuf, one ResourceSpans for each process of each trace. Attribute values go as
// strings.
[[nodiscard]] std::string encodeTraces(const std::vector<signals::Trace> &traces);

} // namespace wf::wire::otlp
