// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"
#include "models/engine/services/fleetwatch.h"

namespace wf::engine {

// The fleet with the alerts that fire now, as the alert sources tell them: its own round knows them only as old as its
// last answer. Severity, count, regions and the newest cell of each row follow the alerts; worst first again. The fleet
// as it is when no alert source has told anything yet. Pure.
[[nodiscard]] FleetPtr withAlerts(const FleetPtr &fleet, const AlertSnapshot &alerts);

} // namespace wf::engine
