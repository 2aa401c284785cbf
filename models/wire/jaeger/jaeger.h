// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/trace.h"
#include "models/wire/limits.h"

#include <QByteArray>
#include <QStringList>

#include <string_view>
#include <vector>

// Bodies of Jaeger's query APIs, legacy and v3 (protocols.md 6). Pure functions, any thread. Errors: what the envelope
// says, NotUnderstood, TooLarge; for failing statuses use wire::failureOf() after asking saysNothingFound().
namespace wf::wire::jaeger {

struct Operation {
    QString name;
    QString spanKind; // "server" …; empty when not told
};

// Legacy: whole traces of /api/traces, /api/traces/{id} and exported files; newest first, arranged.
[[nodiscard]] base::Result<std::vector<signals::Trace>> decodeTraces(std::string_view body, const Limits &limits = {});
// The same, quicker: tags and events stay in the body, which the traces share, until a row opens. Bodies that are not
// written the way Jaeger writes them go through decodeTraces().
[[nodiscard]] base::Result<std::vector<signals::Trace>> decodeSharedTraces(const QByteArray &body,
                                                                           const Limits &limits = {});
// services of both APIs, sorted.
[[nodiscard]] base::Result<QStringList> decodeServices(std::string_view body);
// operations of both APIs and both legacy addresses, in the server's order.
[[nodiscard]] base::Result<std::vector<Operation>> decodeOperations(std::string_view body);
[[nodiscard]] base::Result<std::vector<signals::ServiceCall>> decodeDependencies(std::string_view body);

// v3: spans of all traces in one list; see wire::otlp for the forms understood.
[[nodiscard]] base::Result<std::vector<signals::Trace>> decodeTracesV3(std::string_view body,
                                                                       const Limits &limits = {});
[[nodiscard]] base::Result<signals::TraceAnswer> decodeSummariesV3(std::string_view body, const Limits &limits = {});

// A 404 that means "no such trace" or "no traces match" and not "no such address".
[[nodiscard]] bool saysNothingFound(int httpStatus, std::string_view body);

// Summaries of whole traces, newest first.
[[nodiscard]] signals::TraceAnswer summariesOf(const std::vector<signals::Trace> &traces);

} // namespace wf::wire::jaeger
