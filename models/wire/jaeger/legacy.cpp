// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/jaeger.h"

#include "models/wire/failure.h"
#include "models/wire/jaeger/legacytrace.h"
#include "models/wire/jaeger/plainspans.h"
#include "models/wire/json.h"

#include <algorithm>

namespace wf::wire::jaeger {

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

void finish(std::vector<Trace> &traces, const QStringList &notes)
{
    for (auto &trace : traces) {
        trace.completeness.notes = notes;
        trace.completeness.partial = !notes.isEmpty();
    }
    std::stable_sort(traces.begin(), traces.end(),
                     [](const Trace &a, const Trace &b) { return a.startNs() > b.startNs(); });
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
        LegacyTrace trace(one);
        trace.addSpans(one["spans"]);
        out.push_back(trace.take());
    };
    envelope->data.forEach(add);
    for (const Json &one : {envelope->document.root(), envelope->data}) // one trace as tools save it
        if (one["spans"].isArray())
            add(one);
    if (spans > limits.spans)
        return tooLarge(Bound::Spans, limits.spans);
    finish(out, envelope->notes);
    return out;
}

base::Result<std::vector<Trace>> decodeSharedTraces(const QByteArray &body, const Limits &limits)
{
    auto plain = PlainSpans::read(body, limits);
    if (!plain)
        return decodeTraces(view(body), limits);
    const auto envelope = open(plain->frame, limits);
    const std::size_t traces = plain->traces.size();
    // What stood around the spans must be just these traces and hold no other span.
    if (!envelope || envelope->data.size() != traces || !envelope->data.isArray() ||
        envelope->document.root()["spans"].exists())
        return decodeTraces(view(body), limits);
    std::vector<Trace> out;
    for (std::size_t i = 0; i < traces; ++i) {
        const Json one = envelope->data.at(i);
        if (!one["spans"].isArray() || one["spans"].size() != 0)
            return decodeTraces(view(body), limits);
        LegacyTrace trace(one);
        trace.addSpans(std::move(plain->traces[i]));
        out.push_back(trace.take());
    }
    finish(out, envelope->notes);
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
