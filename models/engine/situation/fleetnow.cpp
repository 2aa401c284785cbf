// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/situation/fleetnow.h"

#include "models/engine/situation/fleetalerts.h"

namespace wf::engine {

const FleetPtr &FleetNow::of(const FleetPtr &fleet, const AlertSnapshotPtr &alerts)
{
    if (!m_joined || fleet != m_fleet || alerts != m_alerts) {
        m_joined = alerts ? withAlerts(fleet, *alerts) : fleet;
        m_fleet = fleet; // kept, so that no other snapshot can take their addresses
        m_alerts = alerts;
    }
    return m_joined;
}

} // namespace wf::engine
