// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/jaeger.h"

#include "models/wire/failure.h"
#include "models/wire/json.h"
#include "models/wire/otlp/otlp.h"

#include <algorithm>
#include <limits>

namespace wf::wire::jaeger {

using signals::TraceSummary;

namespace {

int countOf(const Json &value)
{
    return static_cast<int>(std::clamp<qint64>(value.integer().value_or(0), 0, std::numeric_limits<int>::max()));
}

TraceSummary summaryOf(const Json &one)
{
    TraceSummary s;
    s.traceId = normalisedId(one["traceId"].text(), 16);
    s.rootService = one["rootServiceName"].string();
    s.rootOperation = one["rootOperationName"].string();
    s.startNs = one["minStartTimeUnixNano"].integer().value_or(0);
    s.durationNs =
        std::max<qint64>(0, one["maxEndTimeUnixNano"].integer().value_or(s.startNs) - std::max<qint64>(0, s.startNs));
    s.spanCount = countOf(one["spanCount"]);
    s.errorCount = countOf(one["errorSpanCount"]);
    one["services"].forEach([&](const Json &service) {
        s.services.push_back(
            {service["name"].string(), countOf(service["spanCount"]), countOf(service["errorSpanCount"])});
    });
    return s;
}

} // namespace

base::Result<std::vector<signals::Trace>> decodeTracesV3(std::string_view body, const Limits &limits)
{
    return otlp::decodeTraces(body, limits);
}

base::Result<signals::TraceAnswer> decodeSummariesV3(std::string_view body, const Limits &limits)
{
    const auto document = JsonDocument::parse(body, limits);
    if (!document)
        return document.error();
    const Json root = document->root();
    if (root["error"].exists())
        return failureOf(static_cast<int>(root["error"]["httpCode"].integer().value_or(0)), body);
    const Json list = root["summaries"].exists() ? root["summaries"] : root["result"]["summaries"];
    if (!root.isObject() || (root.size() > 0 && !list.isArray()))
        return notUnderstood(QStringLiteral("no summaries in the answer"));
    if (list.size() > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    signals::TraceAnswer out;
    list.forEach([&](const Json &one) {
        if (TraceSummary s = summaryOf(one); !s.traceId.isEmpty())
            out.traces.push_back(std::move(s));
    });
    std::stable_sort(out.traces.begin(), out.traces.end(),
                     [](const TraceSummary &a, const TraceSummary &b) { return a.startNs > b.startNs; });
    return out;
}

} // namespace wf::wire::jaeger
