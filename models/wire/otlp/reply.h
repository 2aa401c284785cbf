// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/otlp/requests.h"

#include <string>
#include <string_view>

// What a receiver says to an exporter (OTLP specification 1.x, "OTLP/HTTP Response"): written and read. Pure.
namespace wf::wire::otlp {

enum class Signal { Traces, Metrics, Logs };

// Export…ServiceResponse; with nothing rejected and no message it is the empty message ("{}", no bytes).
[[nodiscard]] std::string acceptedReply(Signal signal, qint64 rejected, std::string_view message, Encoding encoding);
// google.rpc.Status with a code of google.rpc.Code.
[[nodiscard]] std::string statusReply(int httpStatus, std::string_view message, Encoding encoding);

// The same read by an exporter: what a receiver that answered 200 did not keep. rejected is zero and message empty when
// it took everything, or when it does not say. A body that is no such answer counts as saying nothing.
struct PartialSuccess {
    qint64 rejected = 0;
    std::string message; // outside text
};
[[nodiscard]] PartialSuccess readReply(std::string_view protobuf);

} // namespace wf::wire::otlp
