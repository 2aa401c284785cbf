// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/index/rankednames.h"
#include "models/signals/series.h"

#include <QStringList>

#include <optional>
#include <stop_token>

namespace wf::engine {

// One metric as the index knows it. Views and texts are valid as long as the index.
struct IndexedMetric {
    std::string_view name;
    signals::MetricType type = signals::MetricType::Unknown;
    QString unit;       // as told; often empty
    QString help;       // outside text
    qint64 series = -1; // -1: nobody has counted
    [[nodiscard]] QString text() const { return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())); }
};

struct CountedName {
    QString name;
    qint64 count = 0;
};

// All metric names of an environment, sorted (about 42 bytes a name beside the name itself), for answers within a frame
// or two at a million names. Immutable: share it between threads.
class MetricIndex {
public:
    MetricIndex() = default;
    // Names in any order, repeated or not; metadata of families reach their _bucket, _sum, _count, _total. Any thread.
    MetricIndex(const QStringList &names, const std::vector<signals::MetricInfo> &metadata,
                const std::vector<CountedName> &seriesByMetric);

    [[nodiscard]] std::size_t size() const { return m_names.size(); }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] IndexedMetric at(std::size_t i) const;
    [[nodiscard]] std::string_view nameAt(std::size_t i) const { return m_names.nameAt(i); }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    [[nodiscard]] std::optional<IndexedMetric> metric(std::string_view name) const;
    // Names that answer what was typed, best first: by MatchClass, then more series, shorter, by name; all by name when
    // nothing was. A class is only looked for while those above it do not fill the answer. Empty when it was stopped.
    [[nodiscard]] std::vector<std::size_t> search(std::string_view typed, std::size_t most,
                                                  std::stop_token stop = {}) const;
    [[nodiscard]] std::size_t memoryBytes() const;

private:
    void addInfos(const std::vector<signals::MetricInfo> &metadata);

    RankedNames m_names;
    std::vector<std::int32_t> m_series;
    std::vector<std::int32_t> m_infoOf; // into m_infos; -1: nothing is told
    std::vector<signals::MetricInfo> m_infos;
};
using MetricIndexPtr = std::shared_ptr<const MetricIndex>;

// The name that metadata may have for a metric, beside its own: its family without _bucket, _sum, _count, _total. With
// the type that the metric itself has then: buckets, sums and counts of a histogram are counters.
[[nodiscard]] std::optional<std::pair<std::string_view, signals::MetricType>>
familyOf(std::string_view name, const std::function<const signals::MetricInfo *(std::string_view)> &find);

// "counter", "gauge", …; empty for Unknown.
[[nodiscard]] QString metricTypeName(signals::MetricType type);

} // namespace wf::engine
