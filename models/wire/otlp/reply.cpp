// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/reply.h"

#include "models/wire/otlp/attributes.h"
#include "models/wire/protobuf.h"

#include <protozero/pbf_writer.hpp>

namespace wf::wire::otlp {

namespace {

int codeOf(int httpStatus)
{
    switch (httpStatus) {
    case 400:
    case 415:
        return 3; // INVALID_ARGUMENT
    case 401:
        return 16; // UNAUTHENTICATED
    case 403:
        return 7; // PERMISSION_DENIED
    case 413:
    case 429:
        return 8; // RESOURCE_EXHAUSTED
    case 503:
        return 14; // UNAVAILABLE
    default:
        return 13; // INTERNAL
    }
}

std::string_view rejectedKey(Signal signal)
{
    switch (signal) {
    case Signal::Traces:
        return "rejectedSpans";
    case Signal::Metrics:
        return "rejectedDataPoints";
    case Signal::Logs:
        return "rejectedLogRecords";
    }
    return {};
}

} // namespace

std::string acceptedReply(Signal signal, qint64 rejected, std::string_view message, Encoding encoding)
{
    std::string out;
    if (rejected == 0 && message.empty())
        return encoding == Encoding::Json ? "{}" : "";
    if (encoding == Encoding::Json) {
        out = R"({"partialSuccess":{")";
        out.append(rejectedKey(signal)).append("\":\"").append(std::to_string(rejected)).append(R"(","errorMessage":)");
        appendJsonString(out, message);
        return out + "}}";
    }
    std::string partial;
    protozero::pbf_writer inner(partial);
    inner.add_int64(1, rejected);
    inner.add_string(2, message.data(), message.size());
    protozero::pbf_writer(out).add_message(1, partial);
    return out;
}

std::string statusReply(int httpStatus, std::string_view message, Encoding encoding)
{
    std::string out;
    if (encoding == Encoding::Json) {
        out = R"({"code":)" + std::to_string(codeOf(httpStatus)) + R"(,"message":)";
        appendJsonString(out, message);
        return out + '}';
    }
    protozero::pbf_writer writer(out);
    writer.add_int32(1, codeOf(httpStatus));
    writer.add_string(2, message.data(), message.size());
    return out;
}

PartialSuccess readReply(std::string_view protobuf)
{
    const auto read = guarded<PartialSuccess>([&]() -> base::Result<PartialSuccess> {
        PartialSuccess found;
        for (ProtoReader reply(protobuf); reply.next();) {
            if (reply.tag() != 1) {
                reply.skip();
                continue;
            }
            for (ProtoReader partial = reply.message(); partial.next();) {
                if (partial.tag() == 1)
                    found.rejected = partial.int64();
                else if (partial.tag() == 2)
                    found.message = partial.string();
                else
                    partial.skip();
            }
        }
        return found;
    });
    return read ? *read : PartialSuccess();
}

} // namespace wf::wire::otlp
