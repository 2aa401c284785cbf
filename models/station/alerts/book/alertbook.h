// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/signals/alert.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace wf::station {

// An alert as it is handed in: by the station's rules, or posted. Times 0 = not told.
struct PostedAlert {
    base::Labels labels;
    base::Labels annotations;
    qint64 startsNs = 0;
    qint64 endsNs = 0; // at or before now: it is resolved
    QString generatorUrl;
};

// One that was handed in, as it stands now.
struct KeptAlert {
    PostedAlert alert;
    qint64 updatedNs = 0;
    bool hasTimeout = false; // its end was not told
    quint64 fingerprint = 0;
};
// All of one instant: cheap to take, to be worked on elsewhere.
using AlertSnapshot = std::vector<std::shared_ptr<const KeptAlert>>;
// Those that have not ended, in order of fingerprints, as the port tells them: state Firing, no silences looked at.
[[nodiscard]] std::vector<signals::Alert> presentAlerts(const AlertSnapshot &snapshot, qint64 nowNs);

// The alerts that were handed in, as Alertmanager keeps them: one a label set, joined with what was known while their
// times overlap, gone when their end has passed. Pure.
class AlertBook {
public:
    static constexpr std::size_t most = 100'000;
    qint64 resolveTimeoutNs = 5 * base::nsPerMinute; // of alerts that tell no end

    // How many were taken; the others had no labels or did not fit in any more.
    int take(const std::vector<PostedAlert> &alerts, qint64 nowNs);
    [[nodiscard]] AlertSnapshot snapshot() const;
    // Forgets what ended half an hour ago.
    void collect(qint64 nowNs);
    [[nodiscard]] std::size_t size() const { return m_alerts.size(); }

private:
    std::unordered_map<base::Labels, std::shared_ptr<const KeptAlert>> m_alerts;
};

} // namespace wf::station
