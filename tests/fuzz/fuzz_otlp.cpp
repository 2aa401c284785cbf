// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/promnames.h"
#include "models/wire/otlp/requests.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;
using namespace wf::wire::otlp;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = text(data, size);
    const wire::Limits limits = tight();
    for (const Encoding encoding : {Encoding::Json, Encoding::Protobuf}) {
        if (const auto request = decodeTraceRequest(body, encoding, limits)) {
            promise(request->spans <= limits.spans, "no more spans than the bound");
            std::size_t spans = 0;
            for (const auto &trace : request->traces) {
                promise(trace.traceId.size() == 32, "a trace id has 32 digits");
                spans += trace.spans.size();
                for (const auto &span : trace.spans)
                    promise(!span.spanId.isEmpty() && span.durationNs >= 0,
                            "a span has an id and no negative duration");
            }
            promise(spans == request->spans, "every span is counted");
        }
        if (const auto request = decodeMetricRequest(body, encoding, limits)) {
            promise(request->points <= limits.samples, "no more points than the bound");
            for (const auto &resource : request->resources)
                for (const auto &scope : resource.scopes)
                    for (const auto &metric : scope.metrics) {
                        const std::string name = metricName(metric.name, metric.unit, NameKind::Counter);
                        promise(name.find_first_not_of(
                                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:") ==
                                    std::string::npos,
                                "a metric name holds what Prometheus allows");
                    }
        }
        if (const auto request = decodeLogRequest(body, encoding, limits))
            promise(request->records <= limits.lines, "no more records than the bound");
    }
    return 0;
}
