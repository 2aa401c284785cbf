// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/encode/encode.h"

#include "models/wire/otlp/encode/write_p.h"

#include <QByteArray>

namespace wf::wire::otlp {

using protozero::pbf_writer;
using signals::Span;
using signals::SpanKind;

namespace {

void writeId(pbf_writer &out, protozero::pbf_tag_type field, const QString &hex)
{
    out.add_bytes(field, QByteArray::fromHex(hex.toLatin1()).toStdString());
}

std::int32_t kindOf(SpanKind kind)
{
    switch (kind) {
    case SpanKind::Internal:
        return 1;
    case SpanKind::Server:
        return 2;
    case SpanKind::Client:
        return 3;
    case SpanKind::Producer:
        return 4;
    case SpanKind::Consumer:
        return 5;
    case SpanKind::Unspecified:
        break;
    }
    return 0;
}

void writeEvents(pbf_writer &out, const Span &span)
{
    for (const auto &event : span.events.list()) {
        pbf_writer one(out, 11);
        one.add_fixed64(1, static_cast<std::uint64_t>(event.timeNs));
        one.add_string(2, std::string(event.fields.value("event")));
        for (const auto &[name, value] : event.fields)
            if (name != "event")
                writeAttribute(one, 3, name, value);
    }
}

void writeSpan(pbf_writer &out, const QString &traceId, const Span &span)
{
    writeId(out, 1, traceId);
    writeId(out, 2, span.spanId.text());
    if (!span.parentSpanId.isEmpty())
        writeId(out, 4, span.parentSpanId.text());
    out.add_string(5, span.operation.toStdString());
    out.add_enum(6, kindOf(span.kind));
    out.add_fixed64(7, static_cast<std::uint64_t>(span.startNs));
    out.add_fixed64(8, static_cast<std::uint64_t>(span.endNs()));
    const base::Labels tags = span.tags.labels();
    for (const auto &[name, value] : tags)
        if (!name.starts_with("otel.s")) // scope and status stand elsewhere
            writeAttribute(out, 9, name, value);
    writeEvents(out, span);
    for (const auto &link : span.links) {
        pbf_writer one(out, 13);
        writeId(one, 1, link.traceId);
        writeId(one, 2, link.spanId.text());
    }
    pbf_writer status(out, 15);
    if (const auto message = tags.value("otel.status_description"); !message.empty())
        status.add_string(2, std::string(message));
    status.add_enum(3, span.error ? 2 : 0);
}

} // namespace

std::string encodeTraces(const std::vector<signals::Trace> &traces)
{
    std::string out;
    pbf_writer request(out);
    for (const auto &trace : traces)
        for (std::size_t p = 0; p < trace.processes.size(); ++p) {
            pbf_writer resourceSpans(request, 1);
            {
                pbf_writer resource(resourceSpans, 1);
                writeAttribute(resource, 1, "service.name", trace.processes[p].service.toStdString());
                for (const auto &[name, value] : trace.processes[p].tags)
                    writeAttribute(resource, 1, name, value);
            }
            pbf_writer scopeSpans(resourceSpans, 2);
            for (const auto &span : trace.spans)
                if (span.process == static_cast<int>(p)) {
                    pbf_writer one(scopeSpans, 2);
                    writeSpan(one, trace.traceId, span);
                }
        }
    return out;
}

} // namespace wf::wire::otlp
