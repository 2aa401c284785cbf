// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/index/metricindex.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace wf::engine {

using signals::MetricInfo;
using signals::MetricType;

namespace {
bool isParted(MetricType type)
{
    return type == MetricType::Histogram || type == MetricType::Summary || type == MetricType::GaugeHistogram;
}
} // namespace

std::optional<std::pair<std::string_view, MetricType>>
familyOf(std::string_view name, const std::function<const MetricInfo *(std::string_view)> &find)
{
    for (const std::string_view part : {"_bucket", "_count", "_sum"}) {
        if (!name.ends_with(part))
            continue;
        const std::string_view family = name.substr(0, name.size() - part.size());
        if (const MetricInfo *info = find(family); info && isParted(info->type))
            return std::pair(family,
                             info->type == MetricType::GaugeHistogram ? MetricType::Gauge : MetricType::Counter);
    }
    if (name.ends_with("_total")) {
        const std::string_view family = name.substr(0, name.size() - 6);
        if (const MetricInfo *info = find(family); info && info->type == MetricType::Counter)
            return std::pair(family, MetricType::Counter);
    }
    return std::nullopt;
}

QString metricTypeName(MetricType type)
{
    switch (type) {
    case MetricType::Counter:
        return QStringLiteral("counter");
    case MetricType::Gauge:
        return QStringLiteral("gauge");
    case MetricType::Histogram:
        return QStringLiteral("histogram");
    case MetricType::GaugeHistogram:
        return QStringLiteral("gauge histogram");
    case MetricType::Summary:
        return QStringLiteral("summary");
    case MetricType::Info:
        return QStringLiteral("info");
    case MetricType::StateSet:
        return QStringLiteral("state set");
    case MetricType::Unknown:
        break;
    }
    return {};
}

MetricIndex::MetricIndex(const QStringList &names, const std::vector<MetricInfo> &metadata,
                         const std::vector<CountedName> &seriesByMetric)
{
    std::vector<std::string> all;
    all.reserve(static_cast<std::size_t>(names.size()));
    for (const QString &name : names)
        all.push_back(name.toStdString());
    std::ranges::sort(all);
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    std::erase_if(all, [](const std::string &name) { return name.empty(); });
    m_series.assign(all.size(), -1);
    for (const CountedName &counted : seriesByMetric) {
        const std::string name = counted.name.toStdString();
        if (const auto it = std::ranges::lower_bound(all, name); it != all.end() && *it == name)
            m_series[static_cast<std::size_t>(it - all.begin())] =
                static_cast<std::int32_t>(std::min<qint64>(counted.count, std::numeric_limits<std::int32_t>::max()));
    }
    m_names = RankedNames(all, m_series);
    addInfos(metadata);
}

void MetricIndex::addInfos(const std::vector<MetricInfo> &metadata)
{
    m_infos = metadata;
    std::unordered_map<std::string, std::int32_t> infos;
    for (std::size_t i = 0; i < m_infos.size(); ++i)
        infos.emplace(m_infos[i].name.toStdString(), static_cast<std::int32_t>(i));
    const auto find = [&](std::string_view name) -> const MetricInfo * {
        const auto it = infos.find(std::string(name));
        return it == infos.end() ? nullptr : &m_infos[static_cast<std::size_t>(it->second)];
    };
    m_infoOf.assign(size(), -1);
    for (std::size_t i = 0; !infos.empty() && i < size(); ++i) {
        if (const auto own = infos.find(std::string(nameAt(i))); own != infos.end()) {
            m_infoOf[i] = own->second;
        } else if (const auto family = familyOf(nameAt(i), find)) {
            MetricInfo info = *find(family->first);
            info.type = family->second;
            if (nameAt(i).ends_with("_bucket") || nameAt(i).ends_with("_count"))
                info.unit.clear(); // counts have none
            m_infoOf[i] = static_cast<std::int32_t>(m_infos.size());
            m_infos.push_back(std::move(info));
        }
    }
}

IndexedMetric MetricIndex::at(std::size_t i) const
{
    IndexedMetric metric{nameAt(i), MetricType::Unknown, {}, {}, m_series[i]};
    if (m_infoOf[i] >= 0) {
        const MetricInfo &info = m_infos[static_cast<std::size_t>(m_infoOf[i])];
        metric.type = info.type;
        metric.unit = info.unit;
        metric.help = info.help;
    }
    return metric;
}

std::optional<std::size_t> MetricIndex::find(std::string_view name) const
{
    const auto [first, last] = m_names.prefixRange(name);
    return first < last && nameAt(first) == name ? std::optional(first) : std::nullopt;
}

std::optional<IndexedMetric> MetricIndex::metric(std::string_view name) const
{
    const auto i = find(name);
    return i ? std::optional(at(*i)) : std::nullopt;
}

std::vector<std::size_t> MetricIndex::search(std::string_view typed, std::size_t most, std::stop_token stop) const
{
    std::string lowered(typed);
    for (char &c : lowered)
        c = lowerLetter(c);
    return m_names.search(lowered, most, std::move(stop));
}

std::size_t MetricIndex::memoryBytes() const
{
    return m_names.memoryBytes() + m_series.capacity() * sizeof(m_series[0]) +
           m_infoOf.capacity() * sizeof(m_infoOf[0]) + m_infos.capacity() * sizeof(m_infos[0]);
}

} // namespace wf::engine
