// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"
#include "models/sources/environment/environment.h"

namespace wf::app {

// What every source of alerts says now; runs the event loop until all have answered or failed, a minute at most.
[[nodiscard]] engine::AlertSnapshotPtr askAlertsOnce(const sources::Environment &environment, const base::Clock &clock);

} // namespace wf::app
