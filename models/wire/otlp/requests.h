// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/signals/trace.h"
#include "models/wire/limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What exporters send to /v1/traces, /v1/metrics and /v1/logs (opentelemetry-proto 1.x, protocols.md 9): protobuf and
// JSON into the same values. Pure, any thread. Errors: NotUnderstood (the whole request is to be refused with 400),
// TooLarge (which bound). limits.spans, samples and lines bound the items, limits.entries the attributes of all of
// them.
namespace wf::wire::otlp {

enum class Encoding { Json, Protobuf };

struct TraceRequest {
    std::vector<signals::Trace> traces; // regrouped by trace id, arranged
    std::size_t spans = 0;
    std::size_t rejected = 0; // without a valid trace or span id
};
[[nodiscard]] base::Result<TraceRequest> decodeTraceRequest(std::string_view body, Encoding encoding,
                                                            const Limits &limits = {});

enum class Temporality { Unspecified, Delta, Cumulative };
enum class MetricKind { None, Gauge, Sum, Histogram, ExponentialHistogram, Summary };

struct PointExemplar {
    qint64 timeNs = 0;
    double value = 0;
    std::string traceId; // lower-case hex; empty when not told
    std::string spanId;
    base::Labels attributes;
};
struct ExponentialBuckets {
    qint32 offset = 0;
    std::vector<std::uint64_t> counts; // bucket i holds (base^(offset+i), base^(offset+i+1)]
};
// A point of any kind; what does not belong to its metric's kind is empty.
struct DataPoint {
    base::Labels attributes;
    qint64 startNs = 0;
    qint64 timeNs = 0;
    bool hasNoValue = false; // flag NO_RECORDED_VALUE: the series ends
    double value = 0;        // gauge, sum
    std::uint64_t count = 0; // histograms, summary
    std::optional<double> sum;
    std::vector<double> bounds;              // histogram: ascending upper bounds, +Inf not among them
    std::vector<std::uint64_t> bucketCounts; // one more than bounds, or none
    qint32 scale = 0;                        // exponential histogram
    double zeroThreshold = 0;
    std::uint64_t zeroCount = 0;
    ExponentialBuckets positive, negative;
    std::vector<std::pair<double, double>> quantiles; // summary: quantile, value
    std::vector<PointExemplar> exemplars;
};
struct Metric {
    std::string name, description, unit;
    MetricKind kind = MetricKind::None;
    Temporality temporality = Temporality::Unspecified;
    bool isMonotonic = false;
    std::vector<DataPoint> points;
};
struct ScopeMetrics {
    std::string name, version;
    base::Labels attributes;
    std::vector<Metric> metrics;
};
struct ResourceMetrics {
    base::Labels resource;
    std::vector<ScopeMetrics> scopes;
};
struct MetricRequest {
    std::vector<ResourceMetrics> resources;
    std::size_t points = 0;
};
[[nodiscard]] base::Result<MetricRequest> decodeMetricRequest(std::string_view body, Encoding encoding,
                                                              const Limits &limits = {});

struct LogRecord {
    qint64 timeNs = 0; // 0: not told
    qint64 observedNs = 0;
    int severity = 0; // 1 to 24, 0: not told
    std::string severityText;
    std::string body; // a string as it is, anything else as JSON
    std::string eventName;
    std::string traceId, spanId; // lower-case hex; empty when not told
    base::Labels attributes;
};
struct ScopeLogs {
    std::string name, version;
    base::Labels attributes;
    std::vector<LogRecord> records;
};
struct ResourceLogs {
    base::Labels resource;
    std::vector<ScopeLogs> scopes;
};
struct LogRequest {
    std::vector<ResourceLogs> resources;
    std::size_t records = 0;
};
[[nodiscard]] base::Result<LogRequest> decodeLogRequest(std::string_view body, Encoding encoding,
                                                        const Limits &limits = {});

} // namespace wf::wire::otlp
