// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/encode/encode.h"

#include "models/wire/otlp/encode/write_p.h"

namespace wf::wire::otlp {

using protozero::pbf_writer;

// Field numbers of opentelemetry.proto.metrics.v1 (opentelemetry-proto 1.x, metrics.proto).
namespace {

constexpr std::uint32_t noRecordedValue = 1;

void writeTimes(pbf_writer &out, const DataPoint &point)
{
    if (point.startNs > 0)
        out.add_fixed64(2, static_cast<std::uint64_t>(point.startNs));
    out.add_fixed64(3, static_cast<std::uint64_t>(point.timeNs));
}

void writeExemplars(pbf_writer &out, protozero::pbf_tag_type field, const DataPoint &point)
{
    for (const auto &exemplar : point.exemplars) {
        pbf_writer one(out, field);
        one.add_fixed64(2, static_cast<std::uint64_t>(exemplar.timeNs));
        one.add_double(3, exemplar.value);
        writeHexId(one, 4, exemplar.spanId, 8);
        writeHexId(one, 5, exemplar.traceId, 16);
        writeAttributes(one, 7, exemplar.attributes);
    }
}

void writeNumber(pbf_writer &out, const DataPoint &point)
{
    writeTimes(out, point);
    if (point.hasNoValue)
        out.add_uint32(8, noRecordedValue);
    else
        out.add_double(4, point.value);
    writeExemplars(out, 5, point);
    writeAttributes(out, 7, point.attributes);
}

void writeHistogram(pbf_writer &out, const DataPoint &point)
{
    writeTimes(out, point);
    out.add_fixed64(4, point.count);
    if (point.sum)
        out.add_double(5, *point.sum);
    out.add_packed_fixed64(6, point.bucketCounts.begin(), point.bucketCounts.end());
    out.add_packed_double(7, point.bounds.begin(), point.bounds.end());
    writeExemplars(out, 8, point);
    writeAttributes(out, 9, point.attributes);
    if (point.hasNoValue)
        out.add_uint32(10, noRecordedValue);
}

void writeBuckets(pbf_writer &out, protozero::pbf_tag_type field, const ExponentialBuckets &buckets)
{
    pbf_writer one(out, field);
    one.add_sint32(1, buckets.offset);
    one.add_packed_uint64(2, buckets.counts.begin(), buckets.counts.end());
}

void writeExponential(pbf_writer &out, const DataPoint &point)
{
    writeAttributes(out, 1, point.attributes);
    writeTimes(out, point);
    out.add_fixed64(4, point.count);
    if (point.sum)
        out.add_double(5, *point.sum);
    out.add_sint32(6, point.scale);
    out.add_fixed64(7, point.zeroCount);
    writeBuckets(out, 8, point.positive);
    writeBuckets(out, 9, point.negative);
    if (point.hasNoValue)
        out.add_uint32(10, noRecordedValue);
    writeExemplars(out, 11, point);
    if (point.zeroThreshold > 0)
        out.add_double(14, point.zeroThreshold);
}

void writeSummary(pbf_writer &out, const DataPoint &point)
{
    writeTimes(out, point);
    out.add_fixed64(4, point.count);
    out.add_double(5, point.sum.value_or(0));
    for (const auto &[quantile, value] : point.quantiles) {
        pbf_writer one(out, 6);
        one.add_double(1, quantile);
        one.add_double(2, value);
    }
    writeAttributes(out, 7, point.attributes);
    if (point.hasNoValue)
        out.add_uint32(8, noRecordedValue);
}

struct Shape {
    protozero::pbf_tag_type field;
    void (*write)(pbf_writer &, const DataPoint &);
};

Shape shapeOf(MetricKind kind)
{
    switch (kind) {
    case MetricKind::Sum:
        return {7, writeNumber};
    case MetricKind::Histogram:
        return {9, writeHistogram};
    case MetricKind::ExponentialHistogram:
        return {10, writeExponential};
    case MetricKind::Summary:
        return {11, writeSummary};
    case MetricKind::None:
    case MetricKind::Gauge:
        break;
    }
    return {5, writeNumber};
}

void writeMetric(pbf_writer &out, const Metric &metric)
{
    out.add_string(1, metric.name);
    if (!metric.description.empty())
        out.add_string(2, metric.description);
    if (!metric.unit.empty())
        out.add_string(3, metric.unit);
    const Shape shape = shapeOf(metric.kind);
    pbf_writer data(out, shape.field);
    for (const auto &point : metric.points) {
        pbf_writer one(data, 1);
        shape.write(one, point);
    }
    if (metric.kind != MetricKind::Gauge && metric.kind != MetricKind::None && metric.kind != MetricKind::Summary)
        data.add_enum(2, static_cast<std::int32_t>(metric.temporality));
    if (metric.kind == MetricKind::Sum && metric.isMonotonic)
        data.add_bool(3, true);
}

} // namespace

std::string encodeMetrics(const MetricRequest &request)
{
    std::string out;
    pbf_writer message(out);
    for (const auto &resource : request.resources) {
        pbf_writer resourceMetrics(message, 1);
        writeResource(resourceMetrics, resource.resource);
        for (const auto &scope : resource.scopes) {
            pbf_writer scopeMetrics(resourceMetrics, 2);
            writeScope(scopeMetrics, scope.name, scope.version, scope.attributes);
            for (const auto &metric : scope.metrics) {
                pbf_writer one(scopeMetrics, 2);
                writeMetric(one, metric);
            }
        }
    }
    return out;
}

} // namespace wf::wire::otlp
