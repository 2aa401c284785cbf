// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/collector.h"

#include "models/wire/otlp/attributes.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace wf::wire::otlp {

using signals::Process;
using signals::Span;
using signals::SpanId;
using signals::SpanKind;
using signals::Trace;

namespace {

constexpr std::array kinds{SpanKind::Unspecified, SpanKind::Internal, SpanKind::Server,
                           SpanKind::Client,      SpanKind::Producer, SpanKind::Consumer};

qint64 kindOf(const Json &value)
{
    static constexpr std::array names{
        std::string_view("SPAN_KIND_UNSPECIFIED"), std::string_view("SPAN_KIND_INTERNAL"),
        std::string_view("SPAN_KIND_SERVER"),      std::string_view("SPAN_KIND_CLIENT"),
        std::string_view("SPAN_KIND_PRODUCER"),    std::string_view("SPAN_KIND_CONSUMER")};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (value.text() == names.at(i))
            return static_cast<qint64>(i);
    return value.integer().value_or(0);
}

RawSpan spanOf(const Json &one)
{
    RawSpan raw;
    Span &span = raw.span;
    raw.traceId = normalisedId(one["traceId"].text(), 16);
    span.spanId = SpanId(normalisedId(one["spanId"].text(), 8));
    if (raw.traceId.isEmpty() || span.spanId.isEmpty())
        return raw;
    span.parentSpanId = SpanId(normalisedId(one["parentSpanId"].text(), 8));
    raw.name = one["name"].text();
    raw.kind = kindOf(one["kind"]);
    span.startNs = one["startTimeUnixNano"].integer().value_or(0);
    raw.endNs = one["endTimeUnixNano"].integer().value_or(span.startNs);
    const Json status = one["status"];
    raw.statusCode = status["code"].text() == "STATUS_CODE_ERROR" ? 2 : status["code"].integer().value_or(0);
    raw.statusMessage = status["message"].text();
    raw.attributes = attributesOf(one["attributes"]).without({"@jaeger@warnings", "@jaeger@format"});
    one["attributes"].forEach([&](const Json &kv) {
        if (kv["key"].text() == "@jaeger@warnings")
            kv["value"]["arrayValue"]["values"].forEach(
                [&](const Json &w) { span.warnings << capped(w["stringValue"].text()); });
    });
    std::vector<signals::SpanEvent> events;
    one["events"].forEach([&](const Json &event) {
        events.push_back({event["timeUnixNano"].integer().value_or(0),
                          attributesOf(event["attributes"]).with("event", event["name"].text())});
    });
    span.events = std::move(events);
    one["links"].forEach([&](const Json &link) {
        span.links.push_back(
            {normalisedId(link["traceId"].text(), 16), SpanId(normalisedId(link["spanId"].text(), 8))});
    });
    return raw;
}

int processOf(Trace &trace, const Process &process)
{
    for (std::size_t i = trace.processes.size(); i-- > 0;)
        if (trace.processes[i].service == process.service && trace.processes[i].tags == process.tags)
            return static_cast<int>(i);
    trace.processes.push_back(process);
    return static_cast<int>(trace.processes.size()) - 1;
}

base::Labels merged(const base::Labels &a, const base::Labels &b)
{
    if (a.isEmpty())
        return b;
    auto pairs = a.pairs();
    pairs.insert(pairs.end(), b.begin(), b.end());
    return base::Labels(std::move(pairs));
}

} // namespace

Process processFrom(const base::Labels &resource)
{
    return {resource.text("service.name"), resource.without({"service.name"})};
}

base::Labels scopeLabels(std::string_view name, std::string_view version)
{
    return {{"otel.scope.name", std::string(name)}, {"otel.scope.version", std::string(version)}};
}

std::size_t TraceCollector::traceOf(const QString &id)
{
    const auto [it, fresh] = m_byId.try_emplace(id.toStdString(), m_traces.size());
    if (fresh) {
        m_traces.emplace_back();
        m_traces.back().traceId = id;
    }
    return it->second;
}

void TraceCollector::add(const Process &process, const base::Labels &scope, RawSpan raw)
{
    if (isFull())
        return;
    Span &span = raw.span;
    if (raw.traceId.isEmpty() || span.spanId.isEmpty()) {
        ++m_skipped;
        return;
    }
    ++m_spans;
    span.kind = raw.kind >= 0 && raw.kind < static_cast<qint64>(kinds.size())
                    ? kinds.at(static_cast<std::size_t>(raw.kind))
                    : SpanKind::Unspecified;
    // Unsigned on the wire: what lies beyond the year 2262 is nonsense.
    span.durationNs = std::max<qint64>(0, raw.endNs - std::max<qint64>(span.startNs, 0));
    span.error = raw.statusCode == 2;
    std::vector<base::Labels::Pair> extra = scope.pairs();
    if (!raw.statusMessage.empty())
        extra.emplace_back("otel.status_description", std::move(raw.statusMessage));
    span.tags = merged(base::Labels(std::move(extra)), raw.attributes);
    span.operation = m_operations.of(raw.name);
    Trace &trace = m_traces[traceOf(raw.traceId)];
    span.process = processOf(trace, process);
    trace.spans.push_back(std::move(span));
}

void TraceCollector::addResourceSpans(const Json &list)
{
    m_operations = {};
    list.forEach([&](const Json &resourceSpans) {
        const Process process = processFrom(attributesOf(resourceSpans["resource"]["attributes"]));
        for (const auto *key : {"scopeSpans", "instrumentationLibrarySpans"})
            resourceSpans[key].forEach([&](const Json &scopeSpans) {
                const Json scope = scopeSpans["scope"];
                const base::Labels names = scopeLabels(scope["name"].text(), scope["version"].text());
                scopeSpans["spans"].forEach([&](const Json &span) { add(process, names, spanOf(span)); });
            });
    });
}

std::vector<Trace> TraceCollector::take()
{
    for (auto &trace : m_traces) {
        signals::arrange(trace);
        if (m_skipped > 0)
            trace.warnings << QCoreApplication::translate(
                "wf::wire", "%n span(s) of the answer have no valid id and were left out", nullptr,
                static_cast<int>(std::min<std::size_t>(m_skipped, 1'000'000)));
    }
    std::stable_sort(m_traces.begin(), m_traces.end(),
                     [](const Trace &a, const Trace &b) { return a.startNs() > b.startNs(); });
    m_byId.clear();
    return std::move(m_traces);
}

} // namespace wf::wire::otlp
