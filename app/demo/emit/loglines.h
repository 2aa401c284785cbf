// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/trace/tracer.h"

#include <string>
#include <vector>

namespace wf::app::demo {

struct ShopLine {
    std::int64_t atUs;
    LogLevel level;
    const Pod *pod;
    std::string message;
    std::string traceId; // empty for lines outside of requests
    std::string spanId;
    Fields fields;
    int standsFor = 1; // so many lines: itself, and those like it that a thinned tracer left out
};

[[nodiscard]] std::string_view levelName(LogLevel level);
[[nodiscard]] std::string lineText(const ShopLine &line); // one JSON object

// Every line the shop writes during one tick, by time: those of the tick's sampled requests (which may end later),
// start-ups, collector pauses, the label printer's storm (thinned as the tracer is).
[[nodiscard]] std::vector<ShopLine> linesOf(const World &world, Tracer &tracer, std::int64_t tick);

// A body for Loki's POST /loki/api/v1/push. Streams are labelled service_name, region, namespace and level; trace_id,
// span_id, pod and version travel as structured metadata.
[[nodiscard]] std::string lokiPush(const std::vector<ShopLine> &lines, std::int64_t shiftUs = 0);

} // namespace wf::app::demo
