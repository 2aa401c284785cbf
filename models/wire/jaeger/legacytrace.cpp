// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/legacytrace.h"

#include "models/wire/jaeger/spanparts.h"

#include <algorithm>

namespace wf::wire::jaeger {

using signals::Span;

LegacyTrace::LegacyTrace(const Json &one) : m_idText(one["traceID"].text())
{
    m_trace.traceId = traceIdOf(m_idText);
    m_trace.warnings = stringsOf(one["warnings"]);
    one["processes"].forEachField([&](std::string_view id, const Json &process) {
        m_processes.emplace(std::string(id), static_cast<int>(m_trace.processes.size()));
        m_trace.processes.push_back({process["serviceName"].string(), tagsOf(process["tags"])});
    });
}

int LegacyTrace::processOf(std::string_view id)
{
    const auto it = m_processes.find(std::string(id));
    if (it != m_processes.end())
        return it->second;
    if (m_unnamed < 0) {
        m_unnamed = static_cast<int>(m_trace.processes.size());
        m_trace.processes.emplace_back();
    }
    return m_unnamed;
}

int LegacyTrace::processOf(const Json &span)
{
    if (const Json own = span["process"]; own.isObject()) { // some exporters write it into the span
        m_trace.processes.push_back({own["serviceName"].string(), tagsOf(own["tags"])});
        return static_cast<int>(m_trace.processes.size()) - 1;
    }
    return processOf(span["processID"].text());
}

Span LegacyTrace::spanOf(const Json &one)
{
    Span span;
    span.spanId = spanIdOf(one["spanID"].text());
    span.operation = m_operations.of(one["operationName"].text());
    span.startNs = microsToNs(one["startTime"]);
    span.durationNs = std::max<qint64>(0, microsToNs(one["duration"]));
    const auto tags = tagsOf(one["tags"]);
    span.kind = kindOf(tags.value("span.kind"));
    span.error = tags.value("error") == "true" || tags.value("otel.status_code") == "ERROR";
    span.tags = tags;
    References references(m_trace.traceId, m_idText);
    one["references"].forEach([&](const Json &reference) {
        references.add(span, reference["refType"].text(), reference["traceID"].text(), reference["spanID"].text());
    });
    references.finish(span, one["parentSpanID"].text());
    span.events = eventsOf(one["logs"]);
    span.warnings = stringsOf(one["warnings"]);
    return span;
}

void LegacyTrace::addSpans(const Json &list)
{
    m_trace.spans.reserve(list.size());
    list.forEach([&](const Json &one) {
        if (m_trace.traceId.isEmpty()) {
            m_idText = one["traceID"].text();
            m_trace.traceId = traceIdOf(m_idText);
        }
        Span span = spanOf(one);
        span.process = processOf(one);
        m_trace.spans.push_back(std::move(span));
    });
}

void LegacyTrace::addSpans(LooseSpans loose)
{
    std::vector<int> known;
    known.reserve(loose.processIds.size());
    for (const auto id : loose.processIds)
        known.push_back(processOf(id));
    for (auto &span : loose.spans)
        span.process = known[static_cast<std::size_t>(span.process)];
    m_trace.spans = std::move(loose.spans);
}

signals::Trace LegacyTrace::take()
{
    signals::arrange(m_trace);
    return std::move(m_trace);
}

} // namespace wf::wire::jaeger
