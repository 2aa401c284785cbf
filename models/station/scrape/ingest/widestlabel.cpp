// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/ingest/widestlabel.h"

#include "models/wire/text.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace wf::station {

WidestLabel widestLabel(const std::vector<base::Labels> &series)
{
    std::unordered_map<std::string_view, std::unordered_set<std::string_view>> values;
    for (const auto &labels : series)
        for (const auto &[name, value] : labels)
            if (name != "__name__")
                values[name].insert(value);
    std::string_view widest;
    std::size_t most = 0;
    for (const auto &[name, all] : values)
        if (all.size() > most || (all.size() == most && name < widest)) {
            widest = name;
            most = all.size();
        }
    std::unordered_map<std::string_view, std::unordered_set<std::string_view>> metrics;
    for (const auto &labels : series)
        if (labels.has(widest))
            metrics[labels.metricName()].insert(labels.value(widest));
    std::string_view metric;
    std::size_t mostThere = 0;
    for (const auto &[name, all] : metrics)
        if (all.size() > mostThere || (all.size() == mostThere && name < metric)) {
            metric = name;
            mostThere = all.size();
        }
    return {wire::capped(widest, 200), static_cast<qint64>(most), wire::capped(metric, 200)};
}

} // namespace wf::station
