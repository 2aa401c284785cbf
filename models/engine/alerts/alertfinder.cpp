// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertfinder.h"

#include "models/base/fuzzy.h"

#include <algorithm>
#include <tuple>

namespace wf::engine {

QString findableName(const WatchedAlert &alert)
{
    const QString name = alert.alert.name();
    return alert.service.isEmpty() ? name : QString(name + u' ' + alert.service);
}

std::vector<std::size_t> findAlerts(const AlertSnapshot &alerts, const QString &letters, std::size_t limit,
                                    std::stop_token stop)
{
    constexpr std::size_t lookEach = 1'024;
    using Rank = std::tuple<int, signals::Severity, qint64, std::size_t>; // ascending is best first
    std::vector<Rank> ranks;
    for (std::size_t i = 0; i < alerts.alerts.size(); ++i) {
        if (i % lookEach == 0 && stop.stop_requested())
            return {};
        const WatchedAlert &one = alerts.alerts[i];
        const int score = letters.isEmpty() ? 1 : base::fuzzyScore(letters, findableName(one));
        if (score > 0)
            ranks.emplace_back(-score, one.alert.severity(), -one.alert.startsNs, i);
    }
    const auto end = ranks.begin() + static_cast<std::ptrdiff_t>(std::min(limit, ranks.size()));
    std::partial_sort(ranks.begin(), end, ranks.end());
    std::vector<std::size_t> out;
    for (auto it = ranks.begin(); it != end; ++it)
        out.push_back(std::get<3>(*it));
    return out;
}

} // namespace wf::engine
