// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"
#include "models/signals/sourcestate.h"

#include <string_view>

// The words of files and protocols; never translated.
namespace wf::signals {

// As OpenMetrics writes it ("gaugehistogram"); another word is Unknown, and Unknown is "unknown".
[[nodiscard]] MetricType metricTypeOf(std::string_view word);
[[nodiscard]] const char *wordOf(MetricType type);

// As environment files write it: "metrics", "alerts", "logs", "traces".
[[nodiscard]] QString wordOf(SourceKind kind);

} // namespace wf::signals
