// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/ingest/seriescache.h"

namespace wf::station {

SeriesCache::Text *SeriesCache::find(std::string_view text)
{
    const auto found = m_texts.find(text);
    if (found == m_texts.end())
        return nullptr;
    found->second.seenIn = m_scrape;
    return &found->second;
}

SeriesCache::Text &SeriesCache::remember(std::string_view text, Series *series)
{
    return m_texts.insert_or_assign(std::string(text), Text{series, m_scrape}).first->second;
}

SeriesCache::Series &SeriesCache::series(const base::Labels &labels)
{
    const auto [it, fresh] = m_series.try_emplace(labels);
    if (fresh)
        it->second.labels = labels;
    return it->second;
}

std::vector<base::Labels> SeriesCache::endScrape()
{
    std::erase_if(m_texts, [this](const auto &entry) { return entry.second.seenIn != m_scrape; });
    std::vector<base::Labels> ended;
    for (auto it = m_series.begin(); it != m_series.end();) {
        Series &one = it->second;
        if (one.seenIn == m_scrape) {
            one.isLive = !one.hasOwnTimes;
            ++it;
            continue;
        }
        if (one.isLive)
            ended.push_back(one.labels);
        it = m_series.erase(it);
    }
    return ended;
}

std::vector<base::Labels> SeriesCache::endAll()
{
    std::vector<base::Labels> ended;
    for (const auto &[labels, one] : m_series)
        if (one.isLive)
            ended.push_back(labels);
    m_texts.clear();
    m_series.clear();
    return ended;
}

} // namespace wf::station
