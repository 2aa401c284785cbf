// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/jaeger.h"

#include "models/wire/failure.h"
#include "models/wire/json.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace wf::wire::jaeger {

using signals::Span;
using signals::SpanKind;
using signals::Trace;

namespace {

struct Envelope {
    JsonDocument document;
    Json data;
    QStringList notes;
};

base::Result<Envelope> open(std::string_view body, const Limits &limits)
{
    auto document = JsonDocument::parse(body, limits);
    if (!document)
        return document.error();
    Envelope out{std::move(*document), {}, {}};
    const Json root = out.document.root();
    if (!root.isObject())
        return notUnderstood(QStringLiteral("the answer is not an object"));
    out.data = root["data"];
    root["errors"].forEach([&](const Json &error) { out.notes << capped(error["msg"].text(), 1024); });
    if (root["error"].exists() || (!out.data.exists() && !out.notes.isEmpty()))
        return failureOf(static_cast<int>(root["errors"].at(0)["code"].integer().value_or(
                             root["error"]["httpCode"].integer().value_or(0))),
                         body);
    return out;
}

qint64 microsToNs(const Json &value)
{
    const qint64 us = value.integer().value_or(0);
    constexpr qint64 most = std::numeric_limits<qint64>::max() / 2000;
    return us > -most && us < most ? us * 1000 : 0;
}

base::Labels tagsOf(const Json &list)
{
    std::vector<base::Labels::Pair> pairs;
    pairs.reserve(list.size());
    list.forEach([&](const Json &kv) { pairs.emplace_back(std::string(kv["key"].text()), kv["value"].asText()); });
    return base::Labels(std::move(pairs));
}

// Ids of hand-made files may be any text: they get a stable stand-in.
QString idOf(std::string_view text, int bytes)
{
    QString id = normalisedId(text, bytes);
    if (!id.isEmpty() || text.find_first_not_of('0') == std::string_view::npos)
        return id;
    quint64 h = 14695981039346656037U;
    for (const char c : text)
        h = (h ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return QStringLiteral("%1").arg(h | 1U, bytes * 2, 16, QLatin1Char('0'));
}

SpanKind kindOf(std::string_view text)
{
    if (text == "server")
        return SpanKind::Server;
    if (text == "client")
        return SpanKind::Client;
    if (text == "producer")
        return SpanKind::Producer;
    if (text == "consumer")
        return SpanKind::Consumer;
    return text == "internal" ? SpanKind::Internal : SpanKind::Unspecified;
}

// Parent: the first CHILD_OF within the trace; every other reference is a link. A span that only FOLLOWS_FROM another
// one of its trace hangs below that one (the server turns a link to the parent into this).
void readReferences(Span &span, const Json &one, const QString &traceId)
{
    bool found = false;
    QString followed;
    one["references"].forEach([&](const Json &reference) {
        const QString trace = idOf(reference["traceID"].text(), 16);
        const QString id = idOf(reference["spanID"].text(), 8);
        if (!found && reference["refType"].text() == "CHILD_OF" && trace == traceId) {
            found = true;
            span.parentSpanId = id;
        } else if (!id.isEmpty()) {
            span.links.push_back({trace, id});
            if (followed.isEmpty() && trace == traceId)
                followed = id;
        }
    });
    if (!found)
        span.parentSpanId = idOf(one["parentSpanID"].text(), 8);
    if (span.parentSpanId.isEmpty() && !found)
        span.parentSpanId = followed;
}

Span spanOf(const Json &one, const QString &traceId)
{
    Span span;
    span.spanId = idOf(one["spanID"].text(), 8);
    span.operation = one["operationName"].string();
    span.startNs = microsToNs(one["startTime"]);
    span.durationNs = std::max<qint64>(0, microsToNs(one["duration"]));
    span.tags = tagsOf(one["tags"]);
    span.kind = kindOf(span.tags.value("span.kind"));
    span.error = span.tags.value("error") == "true" || span.tags.value("otel.status_code") == "ERROR";
    readReferences(span, one, traceId);
    one["logs"].forEach([&](const Json &log) {
        span.events.push_back({microsToNs(log["timestamp"]), tagsOf(log["fields"])});
    });
    span.warnings = stringsOf(one["warnings"]);
    return span;
}

Trace traceOf(const Json &one)
{
    Trace trace;
    trace.traceId = idOf(one["traceID"].text(), 16);
    trace.warnings = stringsOf(one["warnings"]);
    std::unordered_map<std::string, int> processes;
    one["processes"].forEachField([&](std::string_view id, const Json &process) {
        processes.emplace(std::string(id), static_cast<int>(trace.processes.size()));
        trace.processes.push_back({process["serviceName"].string(), tagsOf(process["tags"])});
    });
    int unnamed = -1;
    const auto processOf = [&](const Json &span) {
        if (const Json own = span["process"]; own.isObject()) { // some exporters write it into the span
            trace.processes.push_back({own["serviceName"].string(), tagsOf(own["tags"])});
            return static_cast<int>(trace.processes.size()) - 1;
        }
        const auto it = processes.find(std::string(span["processID"].text()));
        if (it != processes.end())
            return it->second;
        if (unnamed < 0) {
            unnamed = static_cast<int>(trace.processes.size());
            trace.processes.emplace_back();
        }
        return unnamed;
    };
    trace.spans.reserve(one["spans"].size());
    one["spans"].forEach([&](const Json &span) {
        if (trace.traceId.isEmpty())
            trace.traceId = idOf(span["traceID"].text(), 16);
        Span read = spanOf(span, trace.traceId);
        read.process = processOf(span);
        trace.spans.push_back(std::move(read));
    });
    signals::arrange(trace);
    return trace;
}

} // namespace

base::Result<std::vector<Trace>> decodeTraces(std::string_view body, const Limits &limits)
{
    const auto envelope = open(body, limits);
    if (!envelope)
        return envelope.error();
    std::vector<Trace> out;
    std::size_t spans = 0;
    const auto add = [&](const Json &one) {
        spans += one["spans"].size();
        if (spans > limits.spans || !one.isObject())
            return;
        out.push_back(traceOf(one));
        out.back().completeness.notes = envelope->notes;
        out.back().completeness.partial = !envelope->notes.isEmpty();
    };
    envelope->data.forEach(add);
    for (const Json &one : {envelope->document.root(), envelope->data}) // one trace as tools save it
        if (one["spans"].isArray())
            add(one);
    if (spans > limits.spans)
        return tooLarge(Bound::Spans, limits.spans);
    std::stable_sort(out.begin(), out.end(), [](const Trace &a, const Trace &b) { return a.startNs() > b.startNs(); });
    return out;
}

base::Result<QStringList> decodeServices(std::string_view body)
{
    const auto envelope = open(body, {});
    if (!envelope)
        return envelope.error();
    QStringList names = stringsOf(envelope->data.exists() ? envelope->data : envelope->document.root()["services"]);
    names.sort();
    return names;
}

base::Result<std::vector<Operation>> decodeOperations(std::string_view body)
{
    const auto envelope = open(body, {});
    if (!envelope)
        return envelope.error();
    std::vector<Operation> out;
    const Json list = envelope->data.exists() ? envelope->data : envelope->document.root()["operations"];
    list.forEach([&](const Json &one) {
        if (one.isString())
            out.push_back({one.string(), {}});
        else if (one["name"].isString())
            out.push_back({one["name"].string(), one["spanKind"].string()});
    });
    return out;
}

base::Result<std::vector<signals::ServiceCall>> decodeDependencies(std::string_view body)
{
    const auto envelope = open(body, {});
    if (!envelope)
        return envelope.error();
    std::vector<signals::ServiceCall> out;
    envelope->data.forEach([&](const Json &one) {
        out.push_back({one["parent"].string(), one["child"].string(), one["callCount"].integer().value_or(0)});
    });
    return out;
}

signals::TraceAnswer summariesOf(const std::vector<Trace> &traces)
{
    signals::TraceAnswer out;
    for (const auto &trace : traces) {
        out.traces.push_back(signals::summarise(trace));
        out.completeness.merge(trace.completeness);
    }
    std::stable_sort(out.traces.begin(), out.traces.end(),
                     [](const auto &a, const auto &b) { return a.startNs > b.startNs; });
    return out;
}

bool saysNothingFound(int httpStatus, std::string_view body)
{
    if (httpStatus != 404)
        return false;
    body = trimmed(body);
    return body.starts_with('{') &&
           (containsIgnoringCase(body, "no traces found") || containsIgnoringCase(body, "trace not found"));
}

} // namespace wf::wire::jaeger
