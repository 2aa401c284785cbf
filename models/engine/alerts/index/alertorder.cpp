// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertorder_p.h"

#include "models/engine/alerts/alertfetch.h"

#include <algorithm>

namespace wf::engine {

RowKey RowKeys::of(const WatchedAlert &alert, quint32 place)
{
    const auto [known, isNew] =
        m_severities.try_emplace(alert.alert.labels.value("severity"), signals::Severity::Unknown);
    if (isNew)
        known->second = alert.alert.severity();
    const auto handling = std::min<quint32>(static_cast<quint32>(alert.handling), 2);
    return {static_cast<quint32>(known->second) * 4 + handling, place, alert.alert.startsNs, alert.key};
}

std::vector<RowKey> RowKeys::sorted(const base::SharedList<WatchedAlert> &alerts)
{
    std::vector<RowKey> out;
    out.reserve(alerts.size());
    for (std::size_t i = 0; i < alerts.size(); ++i) {
        fetchAhead(i, alerts.size(), Fetched::Labels,
                   [&alerts](std::size_t at) -> const WatchedAlert & { return alerts[at]; });
        out.push_back(of(alerts[i], static_cast<quint32>(i)));
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace wf::engine
