// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"

#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace wf::engine {

// What alerts are ordered by, worst first: severity, then what nobody holds, then newest; then by key, so that there is
// one order.
struct RowKey {
    quint32 urgency; // 4 × severity + handling, of which only open, pending and held differ
    quint32 place;   // in the snapshot
    qint64 startsNs;
    quint64 key; // of the alert
    [[nodiscard]] signals::Severity severity() const { return static_cast<signals::Severity>(urgency / 4); }
    friend bool operator<(const RowKey &a, const RowKey &b)
    {
        return std::tuple(a.urgency, -a.startsNs, a.key, a.place) < std::tuple(b.urgency, -b.startsNs, b.key, b.place);
    }
};

// Makes such keys; alerts repeat their severities. The alerts must outlive it.
class RowKeys {
public:
    [[nodiscard]] RowKey of(const WatchedAlert &alert, quint32 place);
    [[nodiscard]] std::vector<RowKey> sorted(const base::SharedList<WatchedAlert> &alerts);

private:
    std::unordered_map<std::string_view, signals::Severity> m_severities; // by label value
};

} // namespace wf::engine
