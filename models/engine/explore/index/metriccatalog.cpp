// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/index/metriccatalog.h"

#include "models/sources/cardinalityport.h"

#include <algorithm>

namespace wf::engine {

namespace {

// The same name of several sources: counts add up.
std::vector<CountedName> added(const std::vector<CountedName> &all)
{
    QHash<QString, qint64> sums;
    for (const CountedName &one : all)
        sums[one.name] += one.count;
    std::vector<CountedName> out;
    out.reserve(static_cast<std::size_t>(sums.size()));
    for (auto it = sums.cbegin(); it != sums.cend(); ++it)
        out.push_back({it.key(), it.value()});
    std::ranges::sort(out, [](const CountedName &a, const CountedName &b) {
        return a.count != b.count ? a.count > b.count : a.name < b.name;
    });
    return out;
}

} // namespace

// One round over all sources.
struct MetricCatalog::Gathered {
    QStringList names;
    std::vector<signals::MetricInfo> metadata;
    std::vector<CountedName> seriesByMetric, valuesByLabel;
    qint64 series = -1;
    std::vector<base::Error> errors, countErrors;
    bool hasNames = false;
};

MetricCatalog::MetricCatalog(const sources::SourceSet &sources, const base::Clock &clock, const async::Pools &pools,
                             QObject *parent)
    : QObject(parent),
      m_sources(sources),
      m_clock(clock),
      m_pools(pools),
      m_index(std::make_shared<const MetricIndex>()),
      m_cardinality(std::make_shared<const CardinalityReport>())
{
}

MetricCatalog::~MetricCatalog() = default;

base::TimeRange MetricCatalog::lately() const
{
    const qint64 now = m_clock.nowNs();
    return {now - base::nsPerHour, now};
}

void MetricCatalog::refreshWhenOlder(qint64 maxAgeNs)
{
    const qint64 trusted = m_index->size() == 0 ? std::min(maxAgeNs, emptyTrustedNs) : maxAgeNs;
    if (!isAsking() && (m_asOfNs == 0 || m_clock.nowNs() - m_asOfNs > trusted))
        refresh();
}

void MetricCatalog::refresh()
{
    if (isAsking())
        return;
    m_requests.clear();
    const auto all = std::make_shared<Gathered>();
    m_waiting = 0;
    for (auto *source : m_sources.metrics)
        m_waiting += dynamic_cast<sources::CardinalityPort *>(source) ? 3 : 2;
    for (auto *source : m_sources.metrics)
        gather(all, source);
    if (m_waiting == 0)
        build(all);
    else
        Q_EMIT changed();
}

void MetricCatalog::gather(const std::shared_ptr<Gathered> &all, sources::MetricSource *source)
{
    m_requests.push_back(
        source->labelValues(QStringLiteral("__name__"), {}, lately(), [this, all](base::Result<QStringList> names) {
            if (names) {
                all->names += *names;
                all->hasNames = true;
            } else {
                all->errors.push_back(names.error());
            }
            arrived(all);
        }));
    // Types and counts are good to have: without them names are still of use.
    m_requests.push_back(source->metadata([this, all](base::Result<std::vector<signals::MetricInfo>> infos) {
        if (infos)
            all->metadata.insert(all->metadata.end(), infos->begin(), infos->end());
        arrived(all);
    }));
    auto *counting = dynamic_cast<sources::CardinalityPort *>(source);
    if (!counting) {
        all->countErrors.push_back(base::makeError(
            base::ErrorKind::Unsupported, tr("%1 does not say how many series it holds").arg(source->state().name)));
        return;
    }
    m_requests.push_back(counting->cardinality([this, all](base::Result<signals::Cardinality> counts) {
        if (counts) {
            all->series = std::max<qint64>(all->series, 0) + counts->series;
            for (const auto &one : counts->seriesByMetric)
                all->seriesByMetric.push_back({one.name, one.count});
            for (const auto &one : counts->valuesByLabel)
                all->valuesByLabel.push_back({one.name, one.count});
        } else {
            all->countErrors.push_back(counts.error());
        }
        arrived(all);
    }));
}

void MetricCatalog::arrived(const std::shared_ptr<Gathered> &all)
{
    if (--m_waiting == 0)
        build(all);
}

void MetricCatalog::build(const std::shared_ptr<Gathered> &all)
{
    struct Built {
        MetricIndexPtr index;
        std::shared_ptr<CardinalityReport> counts;
    };
    m_errors = all->errors;
    if (!all->hasNames) { // what was known stays
        if (m_asOfNs == 0 || m_index->size() == 0)
            m_asOfNs = m_clock.nowNs();
        Q_EMIT changed();
        return;
    }
    m_isBuilding = true;
    Q_EMIT changed();
    m_jobs.runLatest(
        QStringLiteral("index"), m_pools.analysis(),
        [all](std::stop_token) {
            auto counts = std::make_shared<CardinalityReport>();
            counts->series = all->series;
            counts->seriesByMetric = added(all->seriesByMetric);
            counts->valuesByLabel = added(all->valuesByLabel);
            counts->errors = all->countErrors;
            auto index = std::make_shared<const MetricIndex>(all->names, all->metadata, counts->seriesByMetric);
            counts->areAllKnown = counts->seriesByMetric.size() >= index->size();
            return Built{std::move(index), std::move(counts)};
        },
        [this](Built built) {
            m_index = std::move(built.index);
            m_cardinality = std::move(built.counts);
            m_asOfNs = m_clock.nowNs();
            m_isBuilding = false;
            Q_EMIT changed();
        });
}

} // namespace wf::engine
