// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/world/fleet.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace wf::app::demo {

using FieldValue = std::variant<std::string, std::int64_t, double, bool>;
struct Field {
    std::string key;
    FieldValue value;
};
using Fields = std::vector<Field>;

enum class SpanKind : std::uint8_t {
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5
}; // OTLP's numbers
enum class LogLevel : std::uint8_t { Debug, Info, Warn, Error };

struct SpanEvent {
    std::int64_t atUs;
    std::string name;
    Fields fields;
};

struct SpanNote { // a log line written inside the span
    std::int64_t atUs;
    LogLevel level;
    std::string message;
    Fields fields;
};

struct SpanLink {
    std::string traceId;
    std::string spanId;
};

// Times: microseconds since 1970 as the pod's own clock tells them (a few pods are off by some milliseconds).
struct Span {
    std::string id; // 16 hex digits
    int parent;     // index in the trace, -1 for the root
    const Pod *pod; // null: a party outside the shop, named by service
    std::string service;
    std::string name;
    SpanKind kind;
    std::int64_t startUs;
    std::int64_t endUs;
    bool failed = false;
    std::string message; // of the status
    int route = -1;      // index in the service's catalogue, for server spans of a route
    int code = -1;
    Fields fields;
    std::vector<SpanEvent> events;
    std::vector<SpanNote> notes;
    std::vector<SpanLink> links;
};

struct Trace {
    std::string id; // 32 hex digits
    RegionId region;
    std::vector<Span> spans; // the root first, parents before children
    int standsFor = 1;       // so many requests: itself, and those like it that a thinned tracer left out
};

[[nodiscard]] std::string hexText(std::uint64_t value);

} // namespace wf::app::demo
