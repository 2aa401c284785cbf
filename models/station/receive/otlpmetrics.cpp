// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/otlpmetrics.h"

#include "models/base/clock.h"
#include "models/signals/rawseries.h"
#include "models/wire/otlp/promnames.h"
#include "models/wire/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <limits>

namespace wf::station {

using base::Labels;
using signals::MetricType;
using wire::otlp::DataPoint;
using wire::otlp::Metric;
using wire::otlp::MetricKind;
using wire::otlp::NameKind;
using wire::otlp::Temporality;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Station", text);
}

// As Go writes floats without an exponent: "0.005", "10", "+Inf".
std::string decimal(double value)
{
    if (value == std::numeric_limits<double>::infinity())
        return "+Inf";
    std::string out(400, '\0');
    const auto end = std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed).ptr;
    out.resize(static_cast<std::size_t>(end - out.data()));
    return out;
}

std::optional<signals::Exemplar> exemplarFrom(const wire::otlp::PointExemplar &from)
{
    std::vector<Labels::Pair> pairs = wire::otlp::translated(from.attributes).pairs();
    pairs.emplace_back("trace_id", from.traceId);
    pairs.emplace_back("span_id", from.spanId);
    return signals::Exemplar{{}, Labels(std::move(pairs)), from.value, from.timeNs / base::nsPerMs};
}

std::optional<signals::Exemplar> newestOf(const DataPoint &point)
{
    const auto newest = std::ranges::max_element(point.exemplars, {}, &wire::otlp::PointExemplar::timeNs);
    return newest == point.exemplars.end() ? std::nullopt : exemplarFrom(*newest);
}

class Translation {
public:
    Translation(const OtlpMetricOptions &options, DeltaState &deltas) : m_options(options), m_deltas(deltas) {}

    void addResource(const wire::otlp::ResourceMetrics &resource)
    {
        m_identity = wire::otlp::identityOf(resource.resource);
        m_newestNs = 0;
        for (const auto &scope : resource.scopes) {
            m_common = commonLabels(resource.resource, scope);
            for (const auto &metric : scope.metrics)
                addMetric(metric);
        }
        addTargetInfo(resource.resource);
    }
    [[nodiscard]] TranslatedMetrics take() { return std::move(m_result); }

private:
    std::vector<Labels::Pair> commonLabels(const Labels &resource, const wire::otlp::ScopeMetrics &scope) const
    {
        std::vector<Labels::Pair> pairs;
        if (m_options.scopeLabels) {
            for (const auto &[name, value] : scope.attributes)
                pairs.emplace_back("otel_scope_" + wire::otlp::labelName(name), value);
            pairs.emplace_back("otel_scope_name", scope.name);
            pairs.emplace_back("otel_scope_version", scope.version);
        }
        for (const auto &name : m_options.promoted)
            pairs.emplace_back(wire::otlp::labelName(name), std::string(resource.value(name)));
        return pairs;
    }

    Labels labelsOf(const DataPoint &point) const
    {
        std::vector<Labels::Pair> pairs = m_common;
        const Labels own = wire::otlp::translated(point.attributes);
        pairs.insert(pairs.end(), own.begin(), own.end());
        pairs.insert(pairs.end(), m_identity.begin(), m_identity.end());
        return Labels(std::move(pairs));
    }

    void refuse(const Metric &metric, const QString &reason, qint64 count = 1)
    {
        m_result.verdict.refuse(reason, wire::capped(metric.name, 200), count);
    }

    void addMetric(const Metric &metric)
    {
        if (metric.points.empty())
            return;
        const bool isDelta = metric.temporality == Temporality::Delta;
        const bool isTemporal = metric.kind == MetricKind::Sum || metric.kind == MetricKind::Histogram ||
                                metric.kind == MetricKind::ExponentialHistogram;
        const auto count = static_cast<qint64>(metric.points.size());
        m_name = nameOf(metric);
        if (m_name.empty())
            return refuse(metric, tr("a metric has no name"), count);
        if (isTemporal && metric.temporality == Temporality::Unspecified)
            return refuse(metric, tr("a sum or histogram does not say whether it is cumulative"), count);
        addFamily(metric);
        for (const auto &point : metric.points) {
            if (point.timeNs <= 0) {
                refuse(metric, tr("a data point has no time"));
                continue;
            }
            m_timeMs = point.timeNs / base::nsPerMs;
            if (addPoint(metric, point, isDelta)) {
                ++m_result.points;
                m_newestNs = std::max(m_newestNs, point.timeNs);
            }
        }
    }

    static std::string nameOf(const Metric &metric)
    {
        const NameKind kind = metric.kind == MetricKind::Gauge                       ? NameKind::Gauge
                              : metric.kind == MetricKind::Sum && metric.isMonotonic ? NameKind::Counter
                                                                                     : NameKind::Other;
        return wire::otlp::metricName(metric.name, metric.unit, kind);
    }

    void addFamily(const Metric &metric)
    {
        MetricType type = MetricType::Gauge;
        if (metric.kind == MetricKind::Sum && metric.isMonotonic)
            type = MetricType::Counter;
        else if (metric.kind == MetricKind::Histogram || metric.kind == MetricKind::ExponentialHistogram)
            type = MetricType::Histogram;
        else if (metric.kind == MetricKind::Summary)
            type = MetricType::Summary;
        m_result.batch.families.push_back({QString::fromStdString(m_name), type, wire::toQString(metric.description),
                                           QString::fromStdString(wire::otlp::unitWords(metric.unit))});
    }

    bool addPoint(const Metric &metric, const DataPoint &point, bool isDelta)
    {
        const Labels labels = labelsOf(point);
        switch (metric.kind) {
        case MetricKind::Gauge:
        case MetricKind::Sum:
            return addNumber(metric, point, labels, isDelta);
        case MetricKind::Histogram:
            return addHistogram(metric, point, labels, isDelta);
        case MetricKind::ExponentialHistogram:
            return addExponential(metric, point, labels, isDelta);
        case MetricKind::Summary:
            return addSummary(point, labels);
        case MetricKind::None:
            break;
        }
        return false;
    }

    void push(const Labels &labels, const std::string &suffix, double value, bool hasNoValue,
              std::optional<signals::Exemplar> exemplar = {}, std::string_view extraName = {},
              const std::string &extraValue = {})
    {
        std::vector<Labels::Pair> pairs = labels.pairs();
        pairs.emplace_back("__name__", m_name + suffix);
        if (!extraName.empty())
            pairs.emplace_back(std::string(extraName), extraValue);
        m_result.batch.points.push_back({Labels(std::move(pairs)), m_timeMs,
                                         hasNoValue ? signals::staleMarker() : value, nullptr, std::move(exemplar)});
    }

    Labels keyOf(const Labels &labels) const { return labels.with("__name__", m_name); }

    bool addNumber(const Metric &metric, const DataPoint &point, const Labels &labels, bool isDelta)
    {
        double value = point.value;
        if (isDelta && !point.hasNoValue) {
            const auto total = m_deltas.add(keyOf(labels), point.timeNs, value);
            if (!total)
                return tooOld(metric);
            value = *total;
        }
        push(labels, {}, value, point.hasNoValue, newestOf(point));
        return true;
    }

    bool tooOld(const Metric &metric)
    {
        refuse(metric, tr("a difference is not newer than the one before it"));
        return false;
    }

    bool addHistogram(const Metric &metric, const DataPoint &point, const Labels &labels, bool isDelta)
    {
        HistogramTotals totals;
        totals.bounds = point.bounds;
        for (const auto count : point.bucketCounts)
            totals.counts.push_back(static_cast<double>(count));
        totals.count = static_cast<double>(point.count);
        totals.sum = point.sum.value_or(0);
        const bool hasBuckets = !totals.counts.empty();
        if ((hasBuckets && totals.counts.size() != totals.bounds.size() + 1) ||
            !std::is_sorted(totals.bounds.begin(), totals.bounds.end())) {
            refuse(metric, tr("a histogram's bounds and counts do not fit together"));
            return false;
        }
        if (isDelta && !point.hasNoValue) {
            auto total = m_deltas.add(keyOf(labels), point.timeNs, std::move(totals));
            if (!total)
                return tooOld(metric);
            totals = std::move(*total);
        }
        if (point.sum || point.hasNoValue)
            push(labels, "_sum", totals.sum, point.hasNoValue);
        push(labels, "_count", totals.count, point.hasNoValue);
        addBuckets(point, totals, labels);
        return true;
    }

    void addBuckets(const DataPoint &point, const HistogramTotals &totals, const Labels &labels)
    {
        double below = 0;
        double lower = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i <= totals.bounds.size(); ++i) {
            const bool isLast = i == totals.bounds.size();
            const double upper = isLast ? std::numeric_limits<double>::infinity() : totals.bounds[i];
            if (isLast && lower == upper) // +Inf was told as a bound
                break;
            below = isLast ? totals.count : below + (totals.counts.empty() ? 0 : totals.counts[i]);
            if (!isLast && totals.counts.empty())
                continue;
            std::optional<signals::Exemplar> exemplar;
            for (const auto &one : point.exemplars)
                if (one.value > lower && one.value <= upper)
                    exemplar = exemplarFrom(one);
            push(labels, "_bucket", below, point.hasNoValue, std::move(exemplar), "le", decimal(upper));
            lower = upper;
        }
    }

    bool addExponential(const Metric &metric, const DataPoint &point, const Labels &labels, bool isDelta)
    {
        auto histogram = nativeHistogram(point);
        if (!histogram) {
            refuse(metric, histogram.error().summary);
            return false;
        }
        if (isDelta && !point.hasNoValue) {
            auto total = m_deltas.add(keyOf(labels), point.timeNs, std::move(*histogram));
            if (!total)
                return tooOld(metric);
            histogram = std::move(*total);
        }
        m_result.batch.points.push_back({keyOf(labels), m_timeMs, 0,
                                         std::make_shared<signals::NativeHistogram>(std::move(*histogram)),
                                         newestOf(point)});
        return true;
    }

    bool addSummary(const DataPoint &point, const Labels &labels)
    {
        push(labels, "_sum", point.sum.value_or(0), point.hasNoValue);
        push(labels, "_count", static_cast<double>(point.count), point.hasNoValue);
        for (const auto &[quantile, value] : point.quantiles)
            push(labels, {}, value, point.hasNoValue, {}, "quantile", decimal(quantile));
        return true;
    }

    void addTargetInfo(const Labels &resource)
    {
        const Labels rest = wire::otlp::withoutIdentity(resource);
        if (m_newestNs == 0 || m_identity.isEmpty() || rest.isEmpty())
            return;
        std::vector<Labels::Pair> pairs = wire::otlp::translated(rest).pairs();
        pairs.insert(pairs.end(), m_identity.begin(), m_identity.end());
        pairs.emplace_back("__name__", "target_info");
        m_result.batch.points.push_back({Labels(std::move(pairs)), m_newestNs / base::nsPerMs, 1, nullptr, {}});
        m_result.batch.families.push_back(
            {QStringLiteral("target_info"), MetricType::Gauge, QStringLiteral("Target metadata"), {}});
    }

    const OtlpMetricOptions &m_options;
    DeltaState &m_deltas;
    TranslatedMetrics m_result;
    Labels m_identity;
    std::vector<Labels::Pair> m_common;
    std::string m_name;
    qint64 m_timeMs = 0;
    qint64 m_newestNs = 0; // of the resource's points
};

} // namespace

TranslatedMetrics translateMetrics(const wire::otlp::MetricRequest &request, const OtlpMetricOptions &options,
                                   DeltaState &deltas)
{
    Translation translation(options, deltas);
    for (const auto &resource : request.resources)
        translation.addResource(resource);
    return translation.take();
}

} // namespace wf::station
