// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/attributes.h"
#include "models/wire/otlp/metrics_p.h"

#include <algorithm>
#include <array>
#include <limits>

namespace wf::wire::otlp {

namespace {

std::uint64_t countOf(const Json &value)
{
    return static_cast<std::uint64_t>(std::max<qint64>(0, value.integer().value_or(0)));
}

// Doubles of proto3 JSON may be the words NaN, Infinity and -Infinity.
double doubleOf(const Json &value)
{
    if (value.text() == "Infinity" || value.text() == "-Infinity")
        return value.text().front() == '-' ? -std::numeric_limits<double>::infinity()
                                           : std::numeric_limits<double>::infinity();
    return value.number().value_or(0);
}

qint32 smallOf(const Json &value)
{
    const qint64 wide = value.integer().value_or(0);
    return static_cast<qint32>(std::clamp<qint64>(wide, INT32_MIN, INT32_MAX));
}

PointExemplar exemplarOf(const Json &one)
{
    PointExemplar exemplar;
    exemplar.timeNs = one["timeUnixNano"].integer().value_or(0);
    exemplar.value = doubleOf(one["asDouble"].exists() ? one["asDouble"] : one["asInt"]);
    exemplar.traceId = normalisedId(one["traceId"].text(), 16).toStdString();
    exemplar.spanId = normalisedId(one["spanId"].text(), 8).toStdString();
    exemplar.attributes = attributesOf(one["filteredAttributes"]);
    return exemplar;
}

ExponentialBuckets bucketsOf(const Json &one)
{
    ExponentialBuckets buckets;
    buckets.offset = smallOf(one["offset"]);
    buckets.counts.reserve(one["bucketCounts"].size());
    one["bucketCounts"].forEach([&](const Json &count) { buckets.counts.push_back(countOf(count)); });
    return buckets;
}

DataPoint pointOf(const Json &one)
{
    DataPoint point;
    point.attributes = attributesOf(one["attributes"]);
    point.startNs = one["startTimeUnixNano"].integer().value_or(0);
    point.timeNs = one["timeUnixNano"].integer().value_or(0);
    point.hasNoValue = (one["flags"].integer().value_or(0) & 1) != 0;
    point.value = doubleOf(one["asDouble"].exists() ? one["asDouble"] : one["asInt"]);
    point.count = countOf(one["count"]);
    if (const Json sum = one["sum"]; sum.exists())
        point.sum = doubleOf(sum);
    one["explicitBounds"].forEach([&](const Json &bound) { point.bounds.push_back(doubleOf(bound)); });
    one["bucketCounts"].forEach([&](const Json &count) { point.bucketCounts.push_back(countOf(count)); });
    point.scale = smallOf(one["scale"]);
    point.zeroThreshold = doubleOf(one["zeroThreshold"]);
    point.zeroCount = countOf(one["zeroCount"]);
    point.positive = bucketsOf(one["positive"]);
    point.negative = bucketsOf(one["negative"]);
    one["quantileValues"].forEach(
        [&](const Json &q) { point.quantiles.emplace_back(doubleOf(q["quantile"]), doubleOf(q["value"])); });
    one["exemplars"].forEach([&](const Json &exemplar) { point.exemplars.push_back(exemplarOf(exemplar)); });
    return point;
}

Temporality temporalityIn(const Json &value)
{
    if (value.text() == "AGGREGATION_TEMPORALITY_DELTA")
        return Temporality::Delta;
    if (value.text() == "AGGREGATION_TEMPORALITY_CUMULATIVE")
        return Temporality::Cumulative;
    return temporalityOf(value.integer().value_or(0));
}

Metric metricOf(const Json &one, std::size_t &points)
{
    struct Kind {
        const char *key;
        MetricKind kind;
    };
    static constexpr std::array kinds{
        Kind{"gauge", MetricKind::Gauge}, Kind{"sum", MetricKind::Sum}, Kind{"histogram", MetricKind::Histogram},
        Kind{"exponentialHistogram", MetricKind::ExponentialHistogram}, Kind{"summary", MetricKind::Summary}};
    Metric metric;
    metric.name = one["name"].text();
    metric.description = one["description"].text();
    metric.unit = one["unit"].text();
    for (const auto &[key, kind] : kinds) {
        const Json data = one[key];
        if (!data.isObject())
            continue;
        metric.kind = kind;
        metric.temporality = temporalityIn(data["aggregationTemporality"]);
        metric.isMonotonic = data["isMonotonic"].truth();
        data["dataPoints"].forEach([&](const Json &point) {
            ++points;
            metric.points.push_back(pointOf(point));
        });
        break;
    }
    return metric;
}

} // namespace

base::Result<MetricRequest> metricsFromJson(std::string_view body, const Limits &limits)
{
    const auto document = JsonDocument::parse(body, limits);
    if (!document)
        return document.error();
    const Json list = document->root()["resourceMetrics"];
    if (!document->root().isObject() || (list.exists() && !list.isArray()))
        return notUnderstood(QStringLiteral("resourceMetrics is not a list"));
    MetricRequest request;
    list.forEach([&](const Json &one) {
        ResourceMetrics resource;
        resource.resource = attributesOf(one["resource"]["attributes"]);
        one["scopeMetrics"].forEach([&](const Json &scopeMetrics) {
            ScopeMetrics scope;
            scope.name = scopeMetrics["scope"]["name"].text();
            scope.version = scopeMetrics["scope"]["version"].text();
            scope.attributes = attributesOf(scopeMetrics["scope"]["attributes"]);
            scopeMetrics["metrics"].forEach([&](const Json &metric) {
                if (request.points <= limits.samples)
                    scope.metrics.push_back(metricOf(metric, request.points));
            });
            resource.scopes.push_back(std::move(scope));
        });
        request.resources.push_back(std::move(resource));
    });
    if (request.points > limits.samples)
        return tooLarge(Bound::Samples, limits.samples);
    return request;
}

base::Result<MetricRequest> decodeMetricRequest(std::string_view body, Encoding encoding, const Limits &limits)
{
    if (body.size() > limits.bytes)
        return tooLarge(Bound::Bytes, limits.bytes);
    return encoding == Encoding::Json ? metricsFromJson(body, limits) : metricsFromProtobuf(body, limits);
}

} // namespace wf::wire::otlp
