// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/head/exemplarring.h"

#include <algorithm>
#include <bit>

namespace wf::store {

bool ExemplarRing::isNews(const signals::Exemplar &exemplar) const
{
    const auto known = m_bySeries.find(exemplar.series);
    if (known == m_bySeries.end())
        return true;
    const auto &last = m_all.at(known->second.back());
    return last.timeMs != exemplar.timeMs || last.labels != exemplar.labels ||
           std::bit_cast<quint64>(last.value) != std::bit_cast<quint64>(exemplar.value);
}

void ExemplarRing::add(const signals::Exemplar &exemplar)
{
    if (m_most == 0)
        return;
    if (const auto known = m_bySeries.find(exemplar.series);
        known != m_bySeries.end() && known->second.size() >= mostOfOneSeries)
        remove(known->second.front());
    if (m_all.size() >= m_most)
        remove(m_all.begin()->first);
    m_all.emplace(m_next, exemplar);
    m_bySeries[exemplar.series].push_back(m_next++);
}

// Always the oldest of its series.
void ExemplarRing::remove(quint64 number)
{
    const auto found = m_all.find(number);
    const auto series = m_bySeries.find(found->second.series);
    series->second.pop_front();
    if (series->second.empty())
        m_bySeries.erase(series);
    m_all.erase(found);
}

std::vector<signals::Exemplar> ExemplarRing::find(std::span<const signals::LabelMatcher> matchers, qint64 startMs,
                                                  qint64 endMs) const
{
    std::vector<signals::Exemplar> out;
    for (const auto &[series, numbers] : m_bySeries) {
        if (!std::ranges::all_of(matchers, [&labels = series](const auto &m) { return m.matches(labels); }))
            continue;
        for (const quint64 number : numbers)
            if (const auto &e = m_all.at(number); e.timeMs >= startMs && e.timeMs <= endMs)
                out.push_back(e);
    }
    std::ranges::stable_sort(
        out, [](const auto &a, const auto &b) { return std::tie(a.series, a.timeMs) < std::tie(b.series, b.timeMs); });
    return out;
}

std::vector<signals::Exemplar> ExemplarRing::all() const
{
    std::vector<signals::Exemplar> out;
    for (const auto &[number, exemplar] : m_all)
        out.push_back(exemplar);
    return out;
}

} // namespace wf::store
