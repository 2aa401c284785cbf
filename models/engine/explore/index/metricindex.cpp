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
constexpr std::size_t lookEvery = 4096; // names between two looks at the stop token

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
    : m_infos(metadata)
{
    std::vector<std::string> all;
    all.reserve(static_cast<std::size_t>(names.size()));
    for (const QString &name : names)
        all.push_back(name.toStdString());
    addNames(std::move(all));
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
    m_series.assign(size(), -1);
    for (const CountedName &counted : seriesByMetric)
        if (const auto i = this->find(counted.name.toStdString()))
            m_series[*i] =
                static_cast<std::int32_t>(std::min<qint64>(counted.count, std::numeric_limits<std::int32_t>::max()));
}

void MetricIndex::addNames(std::vector<std::string> names)
{
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::erase_if(names, [](const std::string &name) { return name.empty(); });
    std::size_t bytes = 0;
    for (const std::string &name : names)
        bytes += name.size();
    if (bytes > std::numeric_limits<std::uint32_t>::max()) // beyond what is addressed: 4 GiB of names
        names.clear();
    m_names.reserve(bytes);
    m_ends.reserve(names.size());
    m_signatures.reserve(names.size());
    for (const std::string &name : names) {
        m_names += name;
        m_ends.push_back(static_cast<std::uint32_t>(m_names.size()));
        m_signatures.push_back(NameSignature::of(name));
    }
}

std::string_view MetricIndex::nameAt(std::size_t i) const
{
    const std::size_t start = i == 0 ? 0 : m_ends[i - 1];
    return std::string_view(m_names).substr(start, m_ends[i] - start);
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

std::pair<std::size_t, std::size_t> MetricIndex::prefixRange(std::string_view prefix) const
{
    const auto edge = [&](auto isBefore) {
        std::size_t low = 0, high = size();
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            isBefore(nameAt(middle).substr(0, prefix.size())) ? low = middle + 1 : high = middle;
        }
        return low;
    };
    return {edge([&](std::string_view head) { return head < prefix; }),
            edge([&](std::string_view head) { return head <= prefix; })};
}

std::optional<std::size_t> MetricIndex::find(std::string_view name) const
{
    const auto [first, last] = prefixRange(name);
    return first < last && nameAt(first) == name ? std::optional(first) : std::nullopt;
}

std::optional<IndexedMetric> MetricIndex::metric(std::string_view name) const
{
    const auto i = find(name);
    return i ? std::optional(at(*i)) : std::nullopt;
}

// Keeps the best names of each class while it walks over them.
class MetricIndex::Search {
public:
    Search(const MetricIndex &index, std::string_view typed, std::size_t most, std::stop_token stop)
        : m_index(index), m_typed(typed), m_signature(NameSignature::of(typed)), m_most(most), m_stop(std::move(stop))
    {
    }

    std::vector<std::size_t> run()
    {
        prefixes();
        if (found() < m_most && !m_typed.empty())
            inside();
        if (found() < m_most && m_typed.size() > 1)
            letters();
        if (m_stop.stop_requested())
            return {};
        std::vector<std::size_t> out;
        for (auto &best : m_best) {
            std::ranges::sort(best, [this](const Ranked &a, const Ranked &b) { return isBetter(a, b); });
            for (const Ranked &one : best)
                if (out.size() < m_most)
                    out.push_back(one.index);
        }
        return out;
    }

private:
    struct Ranked {
        std::size_t index;
        std::int32_t series;
        std::uint32_t length;
    };
    [[nodiscard]] bool isBetter(const Ranked &a, const Ranked &b) const
    {
        if (m_typed.empty()) // somebody looks through all of them
            return a.index < b.index;
        return std::tuple(-a.series, a.length, a.index) < std::tuple(-b.series, b.length, b.index);
    }
    [[nodiscard]] std::size_t found() const
    {
        std::size_t sum = 0;
        for (const auto &best : m_best)
            sum += best.size();
        return sum;
    }
    [[nodiscard]] bool isStopped(std::size_t i) const { return i % lookEvery == 0 && m_stop.stop_requested(); }

    // A heap whose top is the worst of the best.
    void add(MatchClass kind, std::size_t i)
    {
        auto &best = m_best[static_cast<std::size_t>(kind)];
        const auto better = [this](const Ranked &a, const Ranked &b) { return isBetter(a, b); };
        const Ranked one{i, m_index.m_series[i], static_cast<std::uint32_t>(m_index.nameAt(i).size())};
        if (best.size() == m_most) {
            if (!isBetter(one, best.front()))
                return;
            std::ranges::pop_heap(best, better);
            best.pop_back();
        }
        best.push_back(one);
        std::ranges::push_heap(best, better);
    }

    void prefixes()
    {
        const auto [first, last] = m_index.prefixRange(m_typed);
        m_prefixFirst = first;
        m_prefixLast = last;
        for (std::size_t i = first; i < last && !isStopped(i); ++i)
            add(m_index.nameAt(i).size() == m_typed.size() ? MatchClass::Whole : MatchClass::Prefix, i);
    }

    void inside()
    {
        for (std::size_t i = 0; i < m_index.size() && !isStopped(i); ++i) {
            if (!m_index.m_signatures[i].mayHold(m_signature) || (i >= m_prefixFirst && i < m_prefixLast))
                continue;
            // Letters alone are looked for only when there is room for them.
            const MatchClass kind = placedClass(m_index.nameAt(i));
            if (kind != MatchClass::None)
                add(kind, i);
        }
    }

    [[nodiscard]] MatchClass placedClass(std::string_view name) const
    {
        const MatchClass kind = matchClass(m_typed, name);
        return kind == MatchClass::Letters ? MatchClass::None : kind;
    }

    void letters()
    {
        for (std::size_t i = 0; i < m_index.size() && !isStopped(i); ++i)
            if (m_index.m_signatures[i].mayHoldLetters(m_signature) &&
                matchClass(m_typed, m_index.nameAt(i)) == MatchClass::Letters)
                add(MatchClass::Letters, i);
    }

    const MetricIndex &m_index;
    std::string_view m_typed;
    NameSignature m_signature;
    std::size_t m_most;
    std::stop_token m_stop;
    std::size_t m_prefixFirst = 0, m_prefixLast = 0;
    std::array<std::vector<Ranked>, 5> m_best;
};

std::vector<std::size_t> MetricIndex::search(std::string_view typed, std::size_t most, std::stop_token stop) const
{
    std::string lowered(typed);
    for (char &c : lowered)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + ('a' - 'A'));
    if (most == 0)
        return {};
    return Search(*this, lowered, most, std::move(stop)).run();
}

std::size_t MetricIndex::memoryBytes() const
{
    return m_names.capacity() + m_ends.capacity() * sizeof(m_ends[0]) +
           m_signatures.capacity() * sizeof(m_signatures[0]) + m_series.capacity() * sizeof(m_series[0]) +
           m_infoOf.capacity() * sizeof(m_infoOf[0]) + m_infos.capacity() * sizeof(m_infos[0]);
}

} // namespace wf::engine
