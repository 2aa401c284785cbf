// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/otlp.h"

#include "models/wire/failure.h"
#include "models/wire/otlp/collector.h"

namespace wf::wire::otlp {

namespace {

// The part of a document that holds resourceSpans.
std::optional<Json> spansIn(const Json &root)
{
    for (const auto *wrapper : {"result", "trace"})
        if (const Json inner = root[wrapper]; inner.isObject())
            return spansIn(inner).value_or(inner["resourceSpans"]);
    for (const auto *key : {"resourceSpans", "batches"})
        if (const Json list = root[key]; list.isArray())
            return list;
    return std::nullopt;
}

std::optional<base::Error> add(TraceCollector &collector, const Json &root, std::string_view body)
{
    if (!root.isObject())
        return notUnderstood(QStringLiteral("the answer is not an object"));
    if (root["error"].exists())
        return failureOf(static_cast<int>(root["error"]["httpCode"].integer().value_or(0)), body);
    const auto list = spansIn(root);
    if (!list && root.size() > 0)
        return notUnderstood(QStringLiteral("no resourceSpans in the answer"));
    if (list)
        collector.addResourceSpans(*list);
    return std::nullopt;
}

} // namespace

base::Result<std::vector<signals::Trace>> decodeTraces(std::string_view body, const Limits &limits)
{
    TraceCollector collector(limits.spans);
    auto whole = JsonDocument::parse(body, limits);
    if (whole) {
        if (auto error = add(collector, whole->root(), body))
            return *error;
    } else {
        const auto parts = whole.error().kind == base::ErrorKind::NotUnderstood ? splitDocuments(trimmed(body))
                                                                                : std::vector<std::string_view>{};
        if (parts.size() < 2)
            return whole.error();
        for (const auto part : parts) {
            const auto document = JsonDocument::parse(part, limits);
            if (!document)
                return document.error();
            if (auto error = add(collector, document->root(), part))
                return *error;
        }
    }
    if (collector.isFull())
        return tooLarge(Bound::Spans, limits.spans);
    return collector.take();
}

} // namespace wf::wire::otlp
