// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/otlp.h"

#include "app/demo/emit/exposition.h"
#include "app/demo/emit/json.h"

#include <map>
#include <string_view>

namespace wf::app::demo {

namespace {

void attribute(std::string &out, std::string_view key, const FieldValue &value)
{
    out += "{\"key\":" + jsonText(key) + ",\"value\":{";
    if (const auto *s = std::get_if<std::string>(&value))
        out += "\"stringValue\":" + jsonText(*s);
    else if (const auto *i = std::get_if<std::int64_t>(&value))
        out += "\"intValue\":\"" + std::to_string(*i) + '"';
    else if (const auto *b = std::get_if<bool>(&value))
        out += std::string("\"boolValue\":") + (*b ? "true" : "false");
    else {
        out += "\"doubleValue\":";
        appendNumber(out, std::get<double>(value));
    }
    out += "}}";
}

void attributes(std::string &out, const Fields &fields)
{
    out += "\"attributes\":[";
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i)
            out += ',';
        attribute(out, fields[i].key, fields[i].value);
    }
    out += ']';
}

std::string nanos(std::int64_t us, std::int64_t shiftUs)
{
    return '"' + std::to_string(us + shiftUs) + "000\"";
}

void spanText(std::string &out, const Trace &trace, const Span &span, std::int64_t shift)
{
    out += "{\"traceId\":\"" + trace.id + "\",\"spanId\":\"" + span.id + '"';
    if (span.parent >= 0)
        out += ",\"parentSpanId\":\"" + trace.spans[static_cast<std::size_t>(span.parent)].id + '"';
    out += ",\"name\":" + jsonText(span.name) + ",\"kind\":" + std::to_string(static_cast<int>(span.kind));
    out += ",\"startTimeUnixNano\":" + nanos(span.startUs, shift) + ",\"endTimeUnixNano\":" + nanos(span.endUs, shift) +
           ',';
    attributes(out, span.fields);
    if (!span.events.empty()) {
        out += ",\"events\":[";
        for (const SpanEvent &event : span.events) {
            out += "{\"timeUnixNano\":" + nanos(event.atUs, shift) + ",\"name\":" + jsonText(event.name) + ',';
            attributes(out, event.fields);
            out += "},";
        }
        out.back() = ']';
    }
    if (!span.links.empty()) {
        out += ",\"links\":[";
        for (const SpanLink &link : span.links)
            out += "{\"traceId\":\"" + link.traceId + "\",\"spanId\":\"" + link.spanId + "\"},";
        out.back() = ']';
    }
    out += ",\"status\":{";
    if (span.failed)
        out += "\"code\":2,\"message\":" + jsonText(span.message);
    out += "}}";
}

} // namespace

Fields resourceOf(const Span &span)
{
    Fields fields{{"service.name", span.service}, {"deployment.environment.name", std::string("production")}};
    if (!span.pod)
        return fields;
    const ServiceSpec &spec = service(span.pod->service);
    const char *language = spec.runtime == Runtime::Go ? "go" : spec.runtime == Runtime::Jvm ? "java" : "python";
    fields.push_back({"service.namespace", std::string("shop")});
    fields.push_back({"service.version", span.pod->version});
    fields.push_back({"service.instance.id", span.pod->name});
    fields.push_back({"k8s.pod.name", span.pod->name});
    fields.push_back({"k8s.node.name", span.pod->node});
    fields.push_back({"cloud.region", std::string(region(span.pod->region).name)});
    fields.push_back({"telemetry.sdk.language", std::string(language)});
    return fields;
}

void appendValue(std::string &out, const FieldValue &value)
{
    if (const auto *s = std::get_if<std::string>(&value))
        quote(out, *s);
    else if (const auto *i = std::get_if<std::int64_t>(&value))
        out += std::to_string(*i);
    else if (const auto *b = std::get_if<bool>(&value))
        out += *b ? "true" : "false";
    else
        appendNumber(out, std::get<double>(value));
}

std::string otlpTraces(const std::vector<const Trace *> &traces, std::int64_t shiftUs)
{
    std::map<std::string, std::pair<const Span *, std::string>> groups; // one resource per process
    for (const Trace *trace : traces) {
        for (const Span &span : trace->spans) {
            auto &[first, text] = groups[span.pod ? span.pod->name : span.service];
            first = first ? first : &span;
            if (!text.empty())
                text += ',';
            spanText(text, *trace, span, shiftUs);
        }
    }
    std::string out = "{\"resourceSpans\":[";
    for (const auto &[key, group] : groups) {
        out += "{\"resource\":{";
        attributes(out, resourceOf(*group.first));
        out += "},\"scopeSpans\":[{\"scope\":{\"name\":\"halcyon.shop\"},\"spans\":[" + group.second + "]}]},";
    }
    if (!groups.empty())
        out.pop_back();
    return out + "]}";
}

} // namespace wf::app::demo
