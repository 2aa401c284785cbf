// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/strip.h"

#include "app/demo/station/values.h"

#include <array>
#include <cmath>

namespace wf::app::demo {

namespace {

constexpr std::size_t columnsTogether = 8; // of doubles, a cache line: rows are read once for so many

} // namespace

Strip::Strip(std::unique_ptr<Target> target) : m_target(std::move(target))
{
    for (const SeriesSlot &slot : m_target->sheet().slots())
        m_labels.push_back(seriesLabels(*m_target, slot));
    m_labels.push_back(upLabels(*m_target));
}

void Strip::expect(std::size_t samples)
{
    m_timesMs.reserve(samples);
    m_rows.reserve(samples * m_labels.size());
}

void Strip::sample(const World &world, double t)
{
    m_target->advance(world, t);
    m_timesMs.push_back(std::llround(t * 1000.0));
    m_target->appendValues(t, m_rows);
    m_rows.push_back(1.0); // up
}

void Strip::describe(std::vector<signals::MetricInfo> &families)
{
    if (std::exchange(m_isDescribed, true))
        return;
    auto own = familiesOf(m_target->sheet());
    std::move(own.begin(), own.end(), std::back_inserter(families));
}

qint64 Strip::clear()
{
    const auto count = static_cast<qint64>(m_rows.size());
    m_timesMs = {};
    m_rows = {};
    return count;
}

qint64 Strip::moveTo(station::MetricBatch &batch)
{
    describe(batch.families);
    auto value = m_rows.begin();
    for (const qint64 t : m_timesMs)
        for (const auto &labels : m_labels)
            batch.points.push_back({labels, t, *value++, {}, {}});
    return clear();
}

base::Result<qint64> Strip::moveTo(store::SeriesBulkLoad &load)
{
    if (m_timesMs.empty())
        return qint64(0);
    std::vector<signals::MetricInfo> families;
    describe(families);
    load.describe(families);
    std::array<std::vector<double>, columnsTogether> columns;
    for (std::size_t first = 0; first < m_labels.size(); first += columnsTogether) {
        const std::size_t count = std::min(columnsTogether, m_labels.size() - first);
        for (auto &column : columns)
            column.resize(m_timesMs.size());
        for (std::size_t k = 0; k < m_timesMs.size(); ++k)
            for (std::size_t i = 0; i < count; ++i)
                columns[i][k] = m_rows[k * m_labels.size() + first + i];
        for (std::size_t i = 0; i < count; ++i)
            if (auto status = load.add(m_labels[first + i], m_timesMs, columns[i]); !status)
                return status.error();
    }
    return clear();
}

} // namespace wf::app::demo
