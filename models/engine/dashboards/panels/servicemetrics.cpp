// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panels/servicemetrics.h"

#include <QSet>

#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::MetricType;

namespace {

constexpr qsizetype mostValues = 24;

// The metadata of a part of a histogram or summary is that of the whole.
const signals::MetricInfo *infoOf(const QString &name, const QHash<QString, const signals::MetricInfo *> &byName)
{
    if (const auto *info = byName.value(name))
        return info;
    for (const QString &suffix : {u"_bucket"_s, u"_count"_s, u"_sum"_s, u"_total"_s, u"_info"_s})
        if (name.endsWith(suffix))
            if (const auto *info = byName.value(name.chopped(suffix.size())))
                return info;
    return nullptr;
}

MetricType typeOf(const ServiceMetric &metric, const signals::MetricInfo *info)
{
    const MetricType told = info ? info->type : MetricType::Unknown;
    if (told == MetricType::Histogram && info->name != metric.name)
        return metric.name.endsWith(u"_bucket"_s) ? MetricType::Histogram : MetricType::Counter; // _sum and _count
    if (told == MetricType::Summary && info->name != metric.name)
        return MetricType::Counter;
    if (told != MetricType::Unknown)
        return told;
    // no metadata: the conventions of the names
    if (metric.name.endsWith(u"_bucket"_s) && metric.hasLabel(u"le"_s))
        return MetricType::Histogram;
    if (metric.hasLabel(u"quantile"_s))
        return MetricType::Summary;
    if (metric.name.endsWith(u"_total"_s) || metric.name.endsWith(u"_count"_s) || metric.name.endsWith(u"_sum"_s))
        return MetricType::Counter;
    return metric.name.endsWith(u"_info"_s) ? MetricType::Info : MetricType::Unknown;
}

} // namespace

std::vector<ServiceMetric> collectMetrics(const std::vector<base::Labels> &series,
                                          const std::vector<signals::MetricInfo> &metadata)
{
    QHash<QString, const signals::MetricInfo *> byName;
    for (const signals::MetricInfo &info : metadata)
        byName.insert(info.name, &info);
    std::map<std::string, ServiceMetric, std::less<>> found;
    for (const base::Labels &labels : series) {
        const std::string_view name = labels.metricName();
        if (name.empty())
            continue;
        auto at = found.find(name);
        if (at == found.end())
            at = found.emplace(std::string(name), ServiceMetric{}).first;
        ServiceMetric &metric = at->second;
        ++metric.seriesCount;
        for (const auto &[label, value] : labels) {
            if (label == "__name__")
                continue;
            QStringList &values = metric.labels[QString::fromStdString(label)];
            if (values.size() < mostValues)
                if (const QString text = QString::fromStdString(value); !values.contains(text))
                    values << text;
        }
    }
    std::vector<ServiceMetric> out;
    out.reserve(found.size());
    for (auto &[name, metric] : found) {
        metric.name = QString::fromStdString(name);
        const signals::MetricInfo *info = infoOf(metric.name, byName);
        metric.type = typeOf(metric, info);
        if (info) {
            metric.help = info->help;
            metric.unit = info->unit;
        }
        out.push_back(std::move(metric));
    }
    // Nobody tells the type of "x_count": with a sum beside it it counts observations, alone it may be how many there
    // are.
    for (ServiceMetric &metric : out)
        if (metric.name.endsWith("_count"_L1) && !infoOf(metric.name, byName) && !metric.hasLabel(u"le"_s)) {
            const std::string stem = metric.name.chopped(6).toStdString();
            if (!found.contains(stem + "_sum") && !found.contains(stem + "_bucket") && !found.contains(stem))
                metric.type = MetricType::Unknown;
        }
    return out;
}

} // namespace wf::engine
