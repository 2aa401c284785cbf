// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/http.h"
#include "models/station/intake/intake.h"
#include "models/station/sendon/outbox.h"

#include <string>
#include <vector>

namespace wf::station {

enum class SendKind { RemoteWrite, Loki, OtlpTraces, OtlpMetrics, OtlpLogs };
[[nodiscard]] const char *sendKindName(SendKind kind); // "remote_write", "otlp_traces"

// How each protocol is spoken by who sends (protocols.md 5.5 and 9; specification of remote write 1.0).
struct Route {
    QByteArray contentType;
    std::vector<net::Header> headers;
    bool isSnappy = false; // what is sent; in the outbox everything is
    Outbox::Size most;     // of one request
};
[[nodiscard]] Route routeOf(SendKind kind);

// As it lies in an outbox: the message of one request, compressed. Messages of protobuf, one after the other, are one.
[[nodiscard]] std::string packed(std::string_view message);
// One request out of what lay in an outbox. Errors: NotUnderstood.
[[nodiscard]] base::Result<QByteArray> requestOf(const Outbox::Parcel &parcel, bool isSnappy);

// Whether sending the same again may help: everything that went wrong on the way; 429 and 5xx, of OTLP only 429, 502,
// 503 and 504.
[[nodiscard]] bool mayHelpLater(SendKind kind, const base::Error &error);

// What a receiver did not keep of a request it answered, and its words for it. A success may leave out some items
// (OTLP's partial success), a refusal may concern only some (lokirefusal.h; the headers of remote write). When it does
// not say how many, all count as refused.
struct Verdict {
    std::vector<Refusal> refused; // for "line_too_long" as Loki names it, "partial_success", "HTTP 400"
    QString said;                 // outside text
    bool blamesItems = false;     // and not the request: the receiver works
    [[nodiscard]] qint64 refusedItems() const
    {
        qint64 all = 0;
        for (const auto &one : refused)
            all += one.count;
        return all;
    }
};
[[nodiscard]] Verdict verdictOf(SendKind kind, const net::HttpResponse &response, qint64 items);

} // namespace wf::station
