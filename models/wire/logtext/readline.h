// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/signals/logline.h"
#include "models/wire/logtext/stamp.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wf::wire::logtext {

enum class LineKind {
    Plain,     // perhaps with a time and a level in front
    Json,      // one object
    Logfmt,    // begins with key=
    Klog,      // I1128 15:36:56.123456 4711 file.go:12] …
    AccessLog, // nginx and Apache: common, combined, with a virtual host in front
    ErrorLog,  // nginx and Apache 2.2, 2.4
    Syslog,    // RFC 3164 with and without priority, with RFC 3339 times; RFC 5424
};
[[nodiscard]] std::string_view lineKindName(LineKind kind); // "plain", "json", …

// What a line says about itself. Absent when it says nothing: nothing is guessed from the words of a message.
struct LineFacts {
    LineKind kind = LineKind::Plain;
    std::optional<qint64> timeNs; // UTC
    signals::LogLevel level = signals::LogLevel::Unknown;
    std::string service; // service.name, service, app, container, unit …; the tag of syslog; at most 128 bytes
    std::string traceId; // 32 lower-case hex digits
    std::vector<base::Labels::Pair> details; // few and small: host, pid, method, status; outside text
};

// Reads what the kinds above carry. Of a record of several lines the first one counts, JSON objects excepted. Lines
// over a mebibyte are plain. Linear; pure.
[[nodiscard]] LineFacts readLine(std::string_view line, const StampContext &context);

} // namespace wf::wire::logtext
