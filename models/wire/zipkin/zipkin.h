// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/trace.h"
#include "models/wire/limits.h"

#include <string_view>
#include <vector>

// Spans of Zipkin's v2 API in JSON (zipkin-api zipkin2-api.yaml, protocols.md 8). Pure, any thread.
namespace wf::wire::zipkin {

struct SpanRequest {
    std::vector<signals::Trace> traces; // arranged; ids of 64 bits padded to 128
    std::size_t spans = 0;
    std::size_t rejected = 0; // without ids, or without any time
};
// A list of spans, as POST /api/v2/spans takes it. The server half of a shared span becomes a child of its client half
// with an id of its own, and the spans of this request that its service made under it follow it. Errors: NotUnderstood,
// TooLarge.
[[nodiscard]] base::Result<SpanRequest> decodeSpans(std::string_view body, const Limits &limits = {});

} // namespace wf::wire::zipkin
