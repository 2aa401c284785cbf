// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/collector.h"
#include "models/wire/otlp/protobuf_p.h"
#include "models/wire/otlp/requests.h"

namespace wf::wire::otlp {

namespace {

QString idText(ProtoReader &message, std::size_t bytes)
{
    return QString::fromStdString(idOf(message, bytes));
}

signals::SpanEvent eventOf(ProtoReader message, Allowance &allowance)
{
    signals::SpanEvent event;
    AttributeList fields(allowance);
    std::string name;
    while (message.next()) {
        if (message.tag() == 1)
            event.timeNs = timeOf(message);
        else if (message.tag() == 2)
            name = message.string();
        else if (message.tag() == 3)
            fields.add(message.message());
        else
            message.skip();
    }
    event.fields = fields.take().with("event", name);
    return event;
}

signals::SpanId spanIdOf(ProtoReader &message)
{
    return signals::SpanId(idText(message, 8));
}

signals::SpanLink linkOf(ProtoReader message)
{
    signals::SpanLink link;
    while (message.next()) {
        if (message.tag() == 1)
            link.traceId = idText(message, 16);
        else if (message.tag() == 2)
            link.spanId = spanIdOf(message);
        else
            message.skip();
    }
    return link;
}

void readStatus(ProtoReader message, RawSpan &raw)
{
    while (message.next()) {
        if (message.tag() == 2)
            raw.statusMessage = message.string();
        else if (message.tag() == 3)
            raw.statusCode = message.enumeration();
        else
            message.skip();
    }
}

RawSpan spanOf(ProtoReader message, Allowance &allowance)
{
    RawSpan raw;
    AttributeList attributes(allowance);
    std::vector<signals::SpanEvent> events;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            raw.traceId = idText(message, 16);
            break;
        case 2:
            raw.span.spanId = spanIdOf(message);
            break;
        case 4:
            raw.span.parentSpanId = spanIdOf(message);
            break;
        case 5:
            raw.name = message.view();
            break;
        case 6:
            raw.kind = message.enumeration();
            break;
        case 7:
            raw.span.startNs = timeOf(message);
            break;
        case 8:
            raw.endNs = timeOf(message);
            break;
        case 9:
            attributes.add(message.message());
            break;
        case 11:
            if (allowance.takeEntry())
                events.push_back(eventOf(message.message(), allowance));
            else
                message.skip();
            break;
        case 13:
            if (allowance.takeEntry())
                raw.span.links.push_back(linkOf(message.message()));
            else
                message.skip();
            break;
        case 15:
            readStatus(message.message(), raw);
            break;
        default:
            message.skip();
        }
    }
    raw.attributes = attributes.take();
    raw.span.events = std::move(events);
    return raw;
}

void addResourceSpans(TraceCollector &collector, ProtoReader message, Allowance &allowance)
{
    // The resource is described once, in front by custom but not by law.
    signals::Process process;
    for (ProtoReader first = message; first.next(1);)
        process = processFrom(attributesIn(first.message(), 1, allowance));
    while (message.next(2)) {
        const ProtoReader scopeSpans = message.message();
        base::Labels scope;
        for (ProtoReader first = scopeSpans; first.next(1);) {
            const ScopeName name = scopeOf(first.message(), allowance);
            scope = scopeLabels(name.name, name.version);
        }
        for (ProtoReader spans = scopeSpans; spans.next(2);) {
            if (collector.isFull() || allowance.problem)
                return;
            collector.add(process, scope, spanOf(spans.message(), allowance));
        }
    }
}

} // namespace

base::Result<TraceRequest> decodeTraceRequest(std::string_view body, Encoding encoding, const Limits &limits)
{
    if (body.size() > limits.bytes)
        return tooLarge(Bound::Bytes, limits.bytes);
    TraceCollector collector(limits.spans);
    if (encoding == Encoding::Json) {
        const auto document = JsonDocument::parse(body, limits);
        if (!document)
            return document.error();
        const Json list = document->root()["resourceSpans"];
        if (!document->root().isObject() || (list.exists() && !list.isArray()))
            return notUnderstood(QStringLiteral("resourceSpans is not a list"));
        collector.addResourceSpans(list);
    } else {
        const auto read = guarded<bool>([&]() -> base::Result<bool> {
            Allowance allowance(limits);
            ProtoReader message(body);
            while (message.next()) {
                if (message.tag() == 1)
                    addResourceSpans(collector, message.message(), allowance);
                else
                    message.skip();
                if (allowance.problem)
                    return *allowance.problem;
            }
            return true;
        });
        if (!read)
            return read.error();
    }
    if (collector.isFull())
        return tooLarge(Bound::Spans, limits.spans);
    TraceRequest request;
    request.spans = collector.spans();
    request.rejected = collector.skipped();
    request.traces = collector.take();
    return request;
}

} // namespace wf::wire::otlp
