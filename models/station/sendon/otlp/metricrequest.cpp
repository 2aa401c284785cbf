// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/otlp/metricrequest.h"

#include "models/base/clock.h"
#include "models/signals/rawseries.h"
#include "models/station/sendon/otlp/histogrampoints.h"
#include "models/wire/numbers.h"

#include <QLocale>

#include <tuple>
#include <unordered_map>

namespace wf::station {

using base::Labels;
using signals::MetricType;
using wire::otlp::DataPoint;
using wire::otlp::Metric;
using wire::otlp::MetricKind;
using wire::otlp::PointExemplar;
using wire::otlp::Temporality;

namespace {

std::optional<std::string_view> cut(std::string_view name, std::string_view suffix)
{
    if (name.size() <= suffix.size() || !name.ends_with(suffix))
        return std::nullopt;
    return name.substr(0, name.size() - suffix.size());
}

PointExemplar exemplarOf(const signals::Exemplar &exemplar)
{
    PointExemplar out;
    out.timeNs = exemplar.timeMs * base::nsPerMs;
    out.value = exemplar.value;
    out.traceId = exemplar.traceId().toStdString();
    out.spanId = std::string(exemplar.labels.value("span_id"));
    out.attributes = exemplar.labels.without({"trace_id", "traceID", "traceId", "span_id"});
    return out;
}

Labels resourceOf(const Labels &labels)
{
    return Labels{{"service.name", std::string(labels.value("job"))},
                  {"service.instance.id", std::string(labels.value("instance"))}};
}

Labels attributesOf(const Labels &labels)
{
    return labels.without({"__name__", "job", "instance"});
}

struct Family {
    std::string name; // of the metric
    const signals::MetricInfo *info = nullptr;
    MetricType type = MetricType::Unknown; // told or guessed
};

// Sorts the samples of one batch into metrics.
class Sorter {
public:
    explicit Sorter(const MetricBatch &batch)
    {
        for (const auto &family : batch.families)
            m_families.emplace(family.name.toStdString(), &family);
    }

    // Buckets and quantiles come before sums and counts: they tell whose these are.
    void gather(const MetricPoint &point)
    {
        const auto name = point.labels.metricName();
        if (const auto base = bucketOf(point))
            gather(partsOf(*base, point), &DistributionParts::buckets, "le", point);
        else if (isQuantile(point))
            gather(partsOf(name, point), &DistributionParts::quantiles, "quantile", point);
    }

    void sort(const MetricPoint &point)
    {
        if (point.histogram)
            addNative(point);
        else if (!bucketOf(point) && !isQuantile(point) && !belongs(point))
            addNumber(point);
    }

    [[nodiscard]] wire::otlp::MetricRequest take()
    {
        for (const auto &[key, parts] : m_parts)
            addDistribution(key, parts);
        return std::move(m_request);
    }

private:
    struct Key {
        std::string name;
        Labels labels; // with job and instance, without le and quantile
        qint64 timeMs = 0;
        auto operator<=>(const Key &other) const
        {
            return std::tie(name, labels.pairs(), timeMs) <=> std::tie(other.name, other.labels.pairs(), other.timeMs);
        }
    };

    [[nodiscard]] Family familyOf(std::string_view name) const
    {
        const auto found = m_families.find(std::string(name));
        if (found == m_families.end())
            return {std::string(name)};
        return {std::string(name), found->second, found->second->type};
    }
    // Of a bucket of a classic histogram, the name of the histogram.
    [[nodiscard]] std::optional<std::string_view> bucketOf(const MetricPoint &point) const
    {
        const auto base = cut(point.labels.metricName(), "_bucket");
        if (!base || point.histogram || !wire::parseSample(point.labels.value("le")))
            return std::nullopt;
        const MetricType type = familyOf(*base).type;
        return type == MetricType::Histogram || type == MetricType::Unknown ? base : std::nullopt;
    }
    [[nodiscard]] bool isQuantile(const MetricPoint &point) const
    {
        return !point.histogram && wire::parseSample(point.labels.value("quantile")) &&
               familyOf(point.labels.metricName()).type == MetricType::Summary;
    }

    static Key keyOf(std::string_view name, const MetricPoint &point)
    {
        return {std::string(name), point.labels.without({"__name__", "le", "quantile"}), point.timeMs};
    }
    DistributionParts &partsOf(std::string_view name, const MetricPoint &point) { return m_parts[keyOf(name, point)]; }
    static void gather(DistributionParts &parts, std::map<double, double> DistributionParts::*values, const char *label,
                       const MetricPoint &point)
    {
        (parts.*values)[*wire::parseSample(point.labels.value(label))] = point.value;
        parts.isStale = parts.isStale || signals::isStaleMarker(point.value);
        if (point.exemplar)
            parts.exemplars.push_back(exemplarOf(*point.exemplar));
    }
    bool belongs(const MetricPoint &point)
    {
        for (const bool isSum : {true, false})
            if (const auto base = cut(point.labels.metricName(), isSum ? "_sum" : "_count"))
                if (const auto found = m_parts.find(keyOf(*base, point)); found != m_parts.end()) {
                    (isSum ? found->second.sum : found->second.count) = point.value;
                    found->second.isStale = found->second.isStale || signals::isStaleMarker(point.value);
                    return true;
                }
        return false;
    }

    void addNative(const MetricPoint &point)
    {
        DataPoint out = pointAt(attributesOf(point.labels), point.timeMs);
        const MetricKind kind = fillNative(*point.histogram, out);
        if (point.exemplar)
            out.exemplars.push_back(exemplarOf(*point.exemplar));
        put(point.labels, familyOf(point.labels.metricName()), kind, std::move(out));
    }

    void addNumber(const MetricPoint &point)
    {
        Family family = familyOf(point.labels.metricName());
        const auto base = cut(family.name, "_total");
        if (!family.info && base) { // OpenMetrics names the family without it
            family.info = familyOf(*base).info;
            family.type = MetricType::Counter;
        }
        DataPoint out = pointAt(attributesOf(point.labels), point.timeMs);
        out.hasNoValue = signals::isStaleMarker(point.value);
        out.value = out.hasNoValue ? 0 : point.value;
        if (point.exemplar)
            out.exemplars.push_back(exemplarOf(*point.exemplar));
        put(point.labels, family, family.type == MetricType::Counter ? MetricKind::Sum : MetricKind::Gauge,
            std::move(out));
    }

    void addDistribution(const Key &key, const DistributionParts &parts)
    {
        DataPoint out = pointAt(key.labels.without({"job", "instance"}), key.timeMs);
        if (!parts.quantiles.empty()) {
            fillSummary(parts, out);
            put(key.labels, familyOf(key.name), MetricKind::Summary, std::move(out));
        } else if (fillHistogram(parts, out)) {
            put(key.labels, familyOf(key.name), MetricKind::Histogram, std::move(out));
        } else {
            addParts(key, parts);
        }
    }

    // What arrived of a histogram whose other parts are elsewhere.
    void addParts(const Key &key, const DistributionParts &parts)
    {
        const auto add = [&](const char *suffix, double value, const Labels &labels) {
            DataPoint out = pointAt(labels, key.timeMs);
            out.hasNoValue = signals::isStaleMarker(value);
            out.value = out.hasNoValue ? 0 : value;
            put(key.labels, {key.name + suffix}, MetricKind::Sum, std::move(out));
        };
        const Labels attributes = key.labels.without({"job", "instance"});
        for (const auto &[bound, count] : parts.buckets)
            add("_bucket", count,
                attributes.with("le", QString::number(bound, 'g', QLocale::FloatingPointShortest).toStdString()));
        if (parts.sum)
            add("_sum", *parts.sum, attributes);
        if (parts.count)
            add("_count", *parts.count, attributes);
    }

    static DataPoint pointAt(const Labels &attributes, qint64 timeMs)
    {
        DataPoint point;
        point.attributes = attributes;
        point.timeNs = timeMs * base::nsPerMs;
        return point;
    }

    void put(const Labels &labels, const Family &family, MetricKind kind, DataPoint point)
    {
        const Labels resource = resourceOf(labels);
        const auto [place, isNew] = m_resources.try_emplace(resource, m_request.resources.size());
        if (isNew)
            m_request.resources.push_back({resource, {{}}});
        auto &metrics = m_request.resources[place->second].scopes.front().metrics;
        const auto [spot, isNewMetric] = m_metrics.try_emplace({place->second, family.name, kind}, metrics.size());
        if (isNewMetric) {
            Metric metric;
            metric.name = family.name;
            metric.kind = kind;
            metric.isMonotonic = kind == MetricKind::Sum;
            metric.temporality = Temporality::Cumulative;
            if (family.info) {
                metric.description = family.info->help.toStdString();
                metric.unit = family.info->unit.toStdString();
            }
            metrics.push_back(std::move(metric));
        }
        metrics[spot->second].points.push_back(std::move(point));
        ++m_request.points;
    }

    std::unordered_map<std::string, const signals::MetricInfo *> m_families;
    std::map<Key, DistributionParts> m_parts;
    std::unordered_map<Labels, std::size_t> m_resources;
    std::map<std::tuple<std::size_t, std::string, MetricKind>, std::size_t> m_metrics;
    wire::otlp::MetricRequest m_request;
};

} // namespace

wire::otlp::MetricRequest metricRequestOf(const MetricBatch &batch)
{
    Sorter sorter(batch);
    for (const auto &point : batch.points)
        sorter.gather(point);
    for (const auto &point : batch.points)
        sorter.sort(point);
    return sorter.take();
}

} // namespace wf::station
