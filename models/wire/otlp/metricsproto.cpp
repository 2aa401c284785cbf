// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/metrics_p.h"
#include "models/wire/otlp/protobuf_p.h"

namespace wf::wire::otlp {

namespace {

PointExemplar exemplarOf(ProtoReader message, Allowance &allowance)
{
    PointExemplar exemplar;
    AttributeList attributes(allowance);
    while (message.next()) {
        switch (message.tag()) {
        case 2:
            exemplar.timeNs = timeOf(message);
            break;
        case 3:
            exemplar.value = message.real();
            break;
        case 4:
            exemplar.spanId = idOf(message, 8);
            break;
        case 5:
            exemplar.traceId = idOf(message, 16);
            break;
        case 6:
            exemplar.value = static_cast<double>(message.sfixed64());
            break;
        case 7:
            attributes.add(message.message());
            break;
        default:
            message.skip();
        }
    }
    exemplar.attributes = attributes.take();
    return exemplar;
}

// Fields of the same meaning have other numbers in each kind of point.
struct Fields {
    ProtoReader::Tag attributes, flags, exemplars;
};

// What all points share; true when the field was one of these.
bool readShared(ProtoReader &message, const Fields &fields, DataPoint &point, AttributeList &attributes,
                Allowance &allowance)
{
    const auto tag = message.tag();
    if (tag == 2)
        point.startNs = timeOf(message);
    else if (tag == 3)
        point.timeNs = timeOf(message);
    else if (tag == fields.attributes)
        attributes.add(message.message());
    else if (tag == fields.flags)
        point.hasNoValue = (message.uint32() & 1U) != 0;
    else if (tag == fields.exemplars && allowance.takeEntry())
        point.exemplars.push_back(exemplarOf(message.message(), allowance));
    else
        return false;
    return true;
}

void readNumber(ProtoReader &message, DataPoint &point)
{
    if (message.tag() == 4)
        point.value = message.real();
    else if (message.tag() == 6)
        point.value = static_cast<double>(message.sfixed64());
    else
        message.skip();
}

void readHistogram(ProtoReader &message, DataPoint &point)
{
    switch (message.tag()) {
    case 4:
        point.count = message.fixed64();
        break;
    case 5:
        point.sum = message.real();
        break;
    case 6:
        message.eachFixed64([&](std::uint64_t count) { point.bucketCounts.push_back(count); });
        break;
    case 7:
        message.eachDouble([&](double bound) { point.bounds.push_back(bound); });
        break;
    default:
        message.skip();
    }
}

ExponentialBuckets bucketsOf(ProtoReader message)
{
    ExponentialBuckets buckets;
    while (message.next()) {
        if (message.tag() == 1)
            buckets.offset = message.sint32();
        else if (message.tag() == 2)
            message.eachUint64([&](std::uint64_t count) { buckets.counts.push_back(count); });
        else
            message.skip();
    }
    return buckets;
}

void readExponential(ProtoReader &message, DataPoint &point)
{
    switch (message.tag()) {
    case 4:
        point.count = message.fixed64();
        break;
    case 5:
        point.sum = message.real();
        break;
    case 6:
        point.scale = message.sint32();
        break;
    case 7:
        point.zeroCount = message.fixed64();
        break;
    case 8:
        point.positive = bucketsOf(message.message());
        break;
    case 9:
        point.negative = bucketsOf(message.message());
        break;
    case 14:
        point.zeroThreshold = message.real();
        break;
    default:
        message.skip();
    }
}

void readSummary(ProtoReader &message, DataPoint &point, Allowance &allowance)
{
    if (message.tag() == 4) {
        point.count = message.fixed64();
    } else if (message.tag() == 5) {
        point.sum = message.real();
    } else if (message.tag() == 6 && allowance.takeEntry()) {
        std::pair<double, double> quantile;
        for (ProtoReader value = message.message(); value.next();) {
            if (value.tag() == 1)
                quantile.first = value.real();
            else if (value.tag() == 2)
                quantile.second = value.real();
            else
                value.skip();
        }
        point.quantiles.push_back(quantile);
    } else {
        message.skip();
    }
}

Fields fieldsOf(MetricKind kind)
{
    switch (kind) {
    case MetricKind::Histogram:
        return {9, 10, 8};
    case MetricKind::ExponentialHistogram:
        return {1, 10, 11};
    default:
        return {7, 8, kind == MetricKind::Summary ? 0U : 5U};
    }
}

DataPoint pointOf(ProtoReader message, MetricKind kind, Allowance &allowance)
{
    DataPoint point;
    AttributeList attributes(allowance);
    const Fields fields = fieldsOf(kind);
    while (message.next()) {
        if (readShared(message, fields, point, attributes, allowance))
            continue;
        if (kind == MetricKind::Histogram)
            readHistogram(message, point);
        else if (kind == MetricKind::ExponentialHistogram)
            readExponential(message, point);
        else if (kind == MetricKind::Summary)
            readSummary(message, point, allowance);
        else
            readNumber(message, point);
    }
    point.attributes = attributes.take();
    return point;
}

// Gauge, Sum, Histogram …: points in field 1, temporality in 2, monotonic in 3.
void readData(ProtoReader message, Metric &metric, Allowance &allowance)
{
    while (message.next()) {
        if (message.tag() == 1) {
            if (!allowance.takePoint())
                return;
            metric.points.push_back(pointOf(message.message(), metric.kind, allowance));
            if (allowance.problem)
                return;
        } else if (message.tag() == 2 && metric.kind != MetricKind::Gauge && metric.kind != MetricKind::Summary) {
            metric.temporality = temporalityOf(message.enumeration());
        } else if (message.tag() == 3 && metric.kind == MetricKind::Sum) {
            metric.isMonotonic = message.boolean();
        } else {
            message.skip();
        }
    }
}

Metric metricOf(ProtoReader message, Allowance &allowance)
{
    Metric metric;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            metric.name = message.string();
            continue;
        case 2:
            metric.description = message.string();
            continue;
        case 3:
            metric.unit = message.string();
            continue;
        case 5:
            metric.kind = MetricKind::Gauge;
            break;
        case 7:
            metric.kind = MetricKind::Sum;
            break;
        case 9:
            metric.kind = MetricKind::Histogram;
            break;
        case 10:
            metric.kind = MetricKind::ExponentialHistogram;
            break;
        case 11:
            metric.kind = MetricKind::Summary;
            break;
        default:
            message.skip();
            continue;
        }
        readData(message.message(), metric, allowance);
    }
    return metric;
}

ScopeMetrics scopeMetricsOf(ProtoReader message, Allowance &allowance)
{
    ScopeMetrics scope;
    while (message.next()) {
        if (message.tag() == 1) {
            ScopeName name = scopeOf(message.message(), allowance);
            scope.name = std::move(name.name);
            scope.version = std::move(name.version);
            scope.attributes = std::move(name.attributes);
        } else if (message.tag() == 2 && allowance.takeEntry()) {
            scope.metrics.push_back(metricOf(message.message(), allowance));
        } else {
            message.skip();
        }
        if (allowance.problem)
            break;
    }
    return scope;
}

ResourceMetrics resourceMetricsOf(ProtoReader message, Allowance &allowance)
{
    ResourceMetrics resource;
    while (message.next()) {
        if (message.tag() == 1)
            resource.resource = attributesIn(message.message(), 1, allowance);
        else if (message.tag() == 2 && allowance.takeEntry())
            resource.scopes.push_back(scopeMetricsOf(message.message(), allowance));
        else
            message.skip();
        if (allowance.problem)
            break;
    }
    return resource;
}

} // namespace

base::Result<MetricRequest> metricsFromProtobuf(std::string_view body, const Limits &limits)
{
    return guarded<MetricRequest>([&]() -> base::Result<MetricRequest> {
        Allowance allowance(limits);
        MetricRequest request;
        for (ProtoReader message(body); message.next();) {
            if (message.tag() == 1 && allowance.takeEntry())
                request.resources.push_back(resourceMetricsOf(message.message(), allowance));
            else
                message.skip();
            if (allowance.problem)
                return *allowance.problem;
        }
        request.points = limits.samples - allowance.points;
        return request;
    });
}

} // namespace wf::wire::otlp
