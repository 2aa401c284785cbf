// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/zipkin/zipkin.h"

#include "models/base/clock.h"
#include "models/signals/textpool.h"
#include "models/wire/json.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace wf::wire::zipkin {

using signals::Span;
using signals::SpanId;
using signals::SpanKind;
using signals::Trace;

namespace {

constexpr qint64 nsPerUs = 1'000;

struct RawSpan {
    QString traceId;
    Span span;
    signals::Process process;
    bool isShared = false;
};

qint64 microseconds(const Json &value)
{
    const qint64 us = value.integer().value_or(0);
    return us > 0 && us <= std::numeric_limits<qint64>::max() / nsPerUs ? us * nsPerUs : 0;
}

SpanKind kindOf(std::string_view text)
{
    if (text == "CLIENT")
        return SpanKind::Client;
    if (text == "SERVER")
        return SpanKind::Server;
    if (text == "PRODUCER")
        return SpanKind::Producer;
    return text == "CONSUMER" ? SpanKind::Consumer : SpanKind::Internal;
}

std::string addressOf(const Json &endpoint)
{
    return std::string(endpoint["ipv4"].exists() ? endpoint["ipv4"].text() : endpoint["ipv6"].text());
}

void addTags(std::vector<base::Labels::Pair> &pairs, const Json &one)
{
    if (const Json remote = one["remoteEndpoint"]; remote.isObject()) {
        pairs.emplace_back("peer.service", remote["serviceName"].text());
        pairs.emplace_back("peer.ip", addressOf(remote));
        pairs.emplace_back("peer.port", remote["port"].asText());
    }
    if (one["debug"].truth())
        pairs.emplace_back("debug", "true");
    one["tags"].forEachField(
        [&](std::string_view key, const Json &value) { pairs.emplace_back(std::string(key), value.asText()); });
}

RawSpan spanOf(const Json &one, signals::TextPool &operations)
{
    RawSpan raw;
    Span &span = raw.span;
    raw.traceId = normalisedId(one["traceId"].text(), 16);
    span.spanId = SpanId(normalisedId(one["id"].text(), 8));
    span.parentSpanId = SpanId(normalisedId(one["parentId"].text(), 8));
    span.operation = operations.of(one["name"].text());
    span.kind = kindOf(one["kind"].text());
    span.startNs = microseconds(one["timestamp"]);
    span.durationNs = microseconds(one["duration"]);
    raw.isShared = one["shared"].truth();
    const Json local = one["localEndpoint"];
    raw.process.service = local["serviceName"].string();
    raw.process.tags = base::Labels{{"ip", addressOf(local)}, {"port", local["port"].asText()}};
    std::vector<base::Labels::Pair> pairs;
    addTags(pairs, one);
    // The tag says that it failed, whatever it holds.
    span.error = std::any_of(pairs.begin(), pairs.end(), [](const auto &pair) { return pair.first == "error"; });
    span.tags = base::Labels(std::move(pairs));
    std::vector<signals::SpanEvent> events;
    one["annotations"].forEach([&](const Json &note) {
        const qint64 at = microseconds(note["timestamp"]);
        events.push_back({at, {{"event", std::string(note["value"].text())}}});
        if (at > 0 && (span.startNs == 0 || (at < span.startNs && !one["timestamp"].exists())))
            span.startNs = at;
    });
    span.events = std::move(events);
    return raw;
}

// Differs from the span's own id and is the same whenever it is asked for.
SpanId serverHalfId(SpanId id)
{
    return SpanId(id.bits() ^ 0x9e3779b97f4a7c15ULL);
}

using SpanKey = std::pair<QString, quint64>; // trace and span

SpanKey keyOf(const QString &traceId, SpanId id)
{
    return {traceId, id.bits()};
}

void separateSharedHalves(std::vector<RawSpan> &spans)
{
    QHash<SpanKey, QString> serverOf; // shared span -> service of its server half
    for (auto &raw : spans)
        if (raw.isShared)
            serverOf.insert(keyOf(raw.traceId, raw.span.spanId), raw.process.service);
    if (serverOf.isEmpty())
        return;
    for (auto &raw : spans) {
        Span &span = raw.span;
        if (raw.isShared) {
            span.parentSpanId = span.spanId;
            span.spanId = serverHalfId(span.spanId);
        } else if (const auto it = serverOf.constFind(keyOf(raw.traceId, span.parentSpanId));
                   it != serverOf.constEnd() && *it == raw.process.service) {
            span.parentSpanId = serverHalfId(span.parentSpanId);
        }
    }
}

// A span that does not say when it began began with the first of its children.
void inferTimes(std::vector<RawSpan> &spans)
{
    QHash<SpanKey, qint64> firstChild;
    for (const auto &raw : spans)
        if (raw.span.startNs > 0 && !raw.span.parentSpanId.isEmpty()) {
            qint64 &first = firstChild[keyOf(raw.traceId, raw.span.parentSpanId)];
            first = first == 0 ? raw.span.startNs : std::min(first, raw.span.startNs);
        }
    for (auto &raw : spans)
        if (raw.span.startNs == 0)
            raw.span.startNs = firstChild.value(keyOf(raw.traceId, raw.span.spanId));
}

int processOf(Trace &trace, const signals::Process &process)
{
    for (std::size_t i = trace.processes.size(); i-- > 0;)
        if (trace.processes[i].service == process.service && trace.processes[i].tags == process.tags)
            return static_cast<int>(i);
    trace.processes.push_back(process);
    return static_cast<int>(trace.processes.size()) - 1;
}

} // namespace

base::Result<SpanRequest> decodeSpans(std::string_view body, const Limits &limits)
{
    const auto document = JsonDocument::parse(body, limits);
    if (!document)
        return document.error();
    if (!document->root().isArray())
        return notUnderstood(QStringLiteral("the spans are not a list"));
    if (document->root().size() > limits.spans)
        return tooLarge(Bound::Spans, limits.spans);
    SpanRequest request;
    std::vector<RawSpan> spans;
    signals::TextPool operations;
    document->root().forEach([&](const Json &one) { spans.push_back(spanOf(one, operations)); });
    separateSharedHalves(spans);
    inferTimes(spans);
    QHash<QString, std::size_t> byId;
    for (auto &raw : spans) {
        if (raw.traceId.isEmpty() || raw.span.spanId.isEmpty() || raw.span.startNs == 0) {
            ++request.rejected;
            continue;
        }
        auto it = byId.constFind(raw.traceId);
        if (it == byId.constEnd()) {
            it = byId.insert(raw.traceId, request.traces.size());
            request.traces.emplace_back().traceId = raw.traceId;
        }
        Trace &trace = request.traces[*it];
        raw.span.process = processOf(trace, raw.process);
        trace.spans.push_back(std::move(raw.span));
        ++request.spans;
    }
    for (auto &trace : request.traces)
        signals::arrange(trace);
    return request;
}

} // namespace wf::wire::zipkin
