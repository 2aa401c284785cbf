// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/collector.h"

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

void appendJsonString(std::string &out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            static constexpr std::string_view hex = "0123456789abcdef";
            out += "\\u00";
            out += hex[static_cast<unsigned char>(c) >> 4];
            out += hex[static_cast<unsigned char>(c) & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

std::string anyValue(const Json &value, bool inside);

void appendMap(std::string &out, const Json &list)
{
    out += '{';
    bool first = true;
    list.forEach([&](const Json &one) {
        if (!first)
            out += ',';
        first = false;
        appendJsonString(out, one["key"].text());
        out += ':';
        out += anyValue(one["value"], true);
    });
    out += '}';
}

// AnyValue as text; inside arrays and maps strings are quoted. The document's depth bounds the recursion.
std::string anyValue(const Json &value, bool inside)
{
    std::string out;
    if (const Json s = value["stringValue"]; s.exists()) {
        if (inside)
            appendJsonString(out, s.text());
        else
            out = std::string(s.text());
    } else if (const Json list = value["arrayValue"]; list.exists()) {
        out = "[";
        list["values"].forEach([&](const Json &one) {
            if (out.size() > 1)
                out += ',';
            out += anyValue(one, true);
        });
        out += ']';
    } else if (const Json map = value["kvlistValue"]; map.exists()) {
        appendMap(out, map["values"]);
    } else {
        for (const auto *key : {"intValue", "boolValue", "doubleValue", "bytesValue"})
            if (const Json plain = value[key]; plain.exists())
                return plain.asText();
        if (inside)
            out = "null";
    }
    return out;
}

SpanKind kindOf(const Json &value)
{
    static constexpr std::array names{
        std::string_view("SPAN_KIND_UNSPECIFIED"), std::string_view("SPAN_KIND_INTERNAL"),
        std::string_view("SPAN_KIND_SERVER"),      std::string_view("SPAN_KIND_CLIENT"),
        std::string_view("SPAN_KIND_PRODUCER"),    std::string_view("SPAN_KIND_CONSUMER")};
    auto n = value.integer().value_or(0);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (value.text() == names.at(i))
            n = static_cast<qint64>(i);
    static constexpr std::array kinds{SpanKind::Unspecified, SpanKind::Internal, SpanKind::Server,
                                      SpanKind::Client,      SpanKind::Producer, SpanKind::Consumer};
    return n >= 0 && n < static_cast<qint64>(kinds.size()) ? kinds.at(static_cast<std::size_t>(n))
                                                           : SpanKind::Unspecified;
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

base::Labels attributesOf(const Json &list)
{
    std::vector<base::Labels::Pair> pairs;
    pairs.reserve(list.size());
    list.forEach(
        [&](const Json &one) { pairs.emplace_back(std::string(one["key"].text()), anyValue(one["value"], false)); });
    return base::Labels(std::move(pairs));
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

void TraceCollector::addSpan(const Process &process, const base::Labels &scope, const Json &one)
{
    if (isFull())
        return;
    const QString traceId = normalisedId(one["traceId"].text(), 16);
    Span span;
    span.spanId = SpanId(normalisedId(one["spanId"].text(), 8));
    if (traceId.isEmpty() || span.spanId.isEmpty()) {
        ++m_skipped;
        return;
    }
    ++m_spans;
    span.parentSpanId = SpanId(normalisedId(one["parentSpanId"].text(), 8));
    span.operation = m_operations.of(one["name"].text());
    span.kind = kindOf(one["kind"]);
    span.startNs = one["startTimeUnixNano"].integer().value_or(0);
    span.durationNs = std::max<qint64>(0, one["endTimeUnixNano"].integer().value_or(span.startNs) -
                                              std::max<qint64>(span.startNs, 0));
    const Json status = one["status"];
    const Json code = status["code"];
    span.error = code.integer().value_or(0) == 2 || code.text() == "STATUS_CODE_ERROR";
    std::vector<base::Labels::Pair> extra = scope.pairs();
    if (const auto message = status["message"].text(); !message.empty())
        extra.emplace_back("otel.status_description", std::string(message));
    const auto tags = merged(base::Labels(std::move(extra)), attributesOf(one["attributes"]));
    one["attributes"].forEach([&](const Json &kv) {
        if (kv["key"].text() == "@jaeger@warnings")
            kv["value"]["arrayValue"]["values"].forEach(
                [&](const Json &w) { span.warnings << capped(w["stringValue"].text()); });
    });
    span.tags = tags.without({"@jaeger@warnings", "@jaeger@format"});
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
    Trace &trace = m_traces[traceOf(traceId)];
    span.process = processOf(trace, process);
    trace.spans.push_back(std::move(span));
}

void TraceCollector::addResourceSpans(const Json &list)
{
    m_operations = {};
    list.forEach([&](const Json &resourceSpans) {
        const base::Labels attributes = attributesOf(resourceSpans["resource"]["attributes"]);
        const Process process{attributes.text("service.name"), attributes.without({"service.name"})};
        for (const auto *key : {"scopeSpans", "instrumentationLibrarySpans"})
            resourceSpans[key].forEach([&](const Json &scopeSpans) {
                const Json scope = scopeSpans["scope"];
                const base::Labels names{{"otel.scope.name", std::string(scope["name"].text())},
                                         {"otel.scope.version", std::string(scope["version"].text())}};
                scopeSpans["spans"].forEach([&](const Json &span) { addSpan(process, names, span); });
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
