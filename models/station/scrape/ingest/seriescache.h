// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wf::station {

// What one target exposed the last time: the labels each series text stands for after relabelling, so that a known line
// costs one look-up, and which series are alive, so that those that vanish are ended by a marker. One thread at a time.
class SeriesCache {
public:
    struct Series {
        base::Labels labels;
        qint64 lastMs = 0;
        quint64 seenIn = 0;
        bool isLive = false;      // was handed out by an earlier scrape
        bool hasOwnTimes = false; // stamped by the target: never ended by us
    };
    struct Text {
        Series *series = nullptr; // null: dropped by relabelling
        quint64 seenIn = 0;
    };

    void beginScrape() { ++m_scrape; }
    [[nodiscard]] quint64 scrape() const { return m_scrape; }
    // Null when this text is new. Marks it as seen.
    [[nodiscard]] Text *find(std::string_view text);
    Text &remember(std::string_view text, Series *series);
    [[nodiscard]] Series &series(const base::Labels &labels);
    [[nodiscard]] std::size_t size() const { return m_series.size(); }
    template<class F>
    void forEachSeen(F &&f) const // f(const base::Labels &), of this scrape
    {
        for (const auto &[labels, one] : m_series)
            if (one.seenIn == m_scrape)
                f(labels);
    }
    // Forgets what this scrape did not see; gives back the series that ended.
    [[nodiscard]] std::vector<base::Labels> endScrape();
    // The scrape failed, or the target is gone: every living series ended, whatever this scrape saw so far.
    [[nodiscard]] std::vector<base::Labels> endAll();

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, Text, Hash, std::equal_to<>> m_texts;
    std::unordered_map<base::Labels, Series> m_series;
    quint64 m_scrape = 0;
};

} // namespace wf::station
