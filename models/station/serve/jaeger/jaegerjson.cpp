// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/jaeger/jaegerapi.h"

namespace wf::station {

using signals::Span;
using signals::SpanKind;
using signals::Trace;
using wire::JsonText;

namespace {

constexpr qint64 nsPerUs = 1'000;

void writeTag(JsonText &json, std::string_view key, std::string_view value)
{
    json.beginObject().field("key", key).field("type", "string").field("value", value).endObject();
}

void writeTags(JsonText &json, const Span &span)
{
    const base::Labels tags = span.tags.labels();
    json.beginArray();
    for (const auto &[key, value] : tags)
        if (key != "error" && key != "span.kind")
            writeTag(json, key, value);
    if (const auto kind = jaegerKindName(span.kind); !kind.empty())
        writeTag(json, "span.kind", kind);
    if (span.error) {
        json.beginObject().field("key", "error").field("type", "bool").key("value").truth(true).endObject();
        if (!tags.has("otel.status_code"))
            writeTag(json, "otel.status_code", "ERROR");
    }
    json.endArray();
}

void writeReferences(JsonText &json, const Trace &trace, const Span &span)
{
    const auto write = [&](const char *type, const QString &traceId, const QString &spanId) {
        json.beginObject().field("refType", type).field("traceID", traceId).field("spanID", spanId).endObject();
    };
    json.beginArray();
    if (!span.parentSpanId.isEmpty())
        write("CHILD_OF", trace.traceId, span.parentSpanId.text());
    for (const auto &link : span.links)
        write("FOLLOWS_FROM", link.traceId, link.spanId.text());
    json.endArray();
}

void writeLogs(JsonText &json, const Span &span)
{
    json.beginArray();
    for (const auto &event : span.events.list()) {
        json.beginObject().field("timestamp", event.timeNs / nsPerUs).key("fields").beginArray();
        for (const auto &[key, value] : event.fields)
            writeTag(json, key, value);
        json.endArray().endObject();
    }
    json.endArray();
}

void writeWarnings(JsonText &json, const QStringList &warnings)
{
    json.key("warnings");
    if (warnings.isEmpty()) {
        json.null();
        return;
    }
    json.beginArray();
    for (const auto &warning : warnings)
        json.string(warning);
    json.endArray();
}

std::string processName(int index)
{
    return "p" + std::to_string(index + 1);
}

} // namespace

std::string_view jaegerKindName(SpanKind kind)
{
    switch (kind) {
    case SpanKind::Internal:
        return "internal";
    case SpanKind::Server:
        return "server";
    case SpanKind::Client:
        return "client";
    case SpanKind::Producer:
        return "producer";
    case SpanKind::Consumer:
        return "consumer";
    case SpanKind::Unspecified:
        break;
    }
    return {};
}

void writeJaegerTrace(JsonText &json, const Trace &trace)
{
    json.beginObject().field("traceID", trace.traceId).key("spans").beginArray();
    for (const auto &span : trace.spans) {
        json.beginObject().field("traceID", trace.traceId).field("spanID", span.spanId.text());
        json.field("operationName", span.operation).key("references");
        writeReferences(json, trace, span);
        json.field("startTime", span.startNs / nsPerUs).field("duration", span.durationNs / nsPerUs).key("tags");
        writeTags(json, span);
        json.key("logs");
        writeLogs(json, span);
        json.field("processID", processName(span.process));
        writeWarnings(json, span.warnings);
        json.endObject();
    }
    json.endArray().key("processes").beginObject();
    for (std::size_t i = 0; i < trace.processes.size(); ++i) {
        const auto &process = trace.processes[i];
        json.key(processName(static_cast<int>(i)))
            .beginObject()
            .field("serviceName", process.service)
            .key("tags")
            .beginArray();
        for (const auto &[key, value] : process.tags)
            writeTag(json, key, value);
        json.endArray().endObject();
    }
    json.endObject();
    writeWarnings(json, trace.warnings);
    json.endObject();
}

} // namespace wf::station
