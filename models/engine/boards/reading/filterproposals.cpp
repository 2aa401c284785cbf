// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/reading/filterproposals.h"

#include "models/query/filters/selectorfilters.h"

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

sources::Reply<QStringList> taking(const FilterProposals::Take &take)
{
    return [take](base::Result<QStringList> reply) {
        if (reply)
            take(*reply);
    };
}

} // namespace

QString filterProblem(const signals::AdHocFilter &filter)
{
    const auto text = query::filterText({filter.key, filter.op, filter.value, {}});
    return text ? QString() : text.error().summary;
}

FilterProposals::FilterProposals(const sources::SourceSet &sources, const signals::BoardVariable &of,
                                 base::TimeRange range)
    : m_sources(sources), m_product(of.dataSource.type), m_range(range)
{
}

void FilterProposals::askLabels(const Take &take)
{
    m_labels.clear();
    if (m_product != "loki"_L1)
        for (sources::MetricSource *source : m_sources.metrics)
            m_labels.push_back(source->labelNames({}, m_range, taking(take)));
    if (m_product != "prometheus"_L1)
        for (sources::LogSource *source : m_sources.logs)
            m_labels.push_back(source->labelNames(m_range, taking(take)));
}

void FilterProposals::askValues(const QString &label, const Take &take)
{
    m_values.clear();
    if (m_product != "loki"_L1)
        for (sources::MetricSource *source : m_sources.metrics)
            m_values.push_back(source->labelValues(label, {}, m_range, taking(take)));
    if (m_product != "prometheus"_L1)
        for (sources::LogSource *source : m_sources.logs)
            m_values.push_back(source->labelValues(label, {}, m_range, taking(take)));
}

} // namespace wf::engine
