// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/watch/alertmerge.h"
#include "models/engine/services/fleetwatch.h"

namespace wf::engine {

// withAlerts(), computed once for each pair of snapshots however often it is asked for. One thread.
class FleetNow {
public:
    // Without alerts: the fleet as it is.
    [[nodiscard]] const FleetPtr &of(const FleetPtr &fleet, const AlertSnapshotPtr &alerts);

private:
    FleetPtr m_fleet;
    AlertSnapshotPtr m_alerts;
    FleetPtr m_joined;
};

} // namespace wf::engine
