// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panels/servicemetrics.h"
#include "models/signals/panelspec.h"

namespace wf::engine {

// The dashboard of a service from nothing but what it exposes: names, types, units, labels and alert rules. Rows Rate,
// errors, duration; Saturation; Runtime; Dependencies; Logs; Business; then one collapsed row for each family of
// metrics that nothing is known about: no metric is hidden. Pure; 10,000 names take well under a second.
[[nodiscard]] signals::DashboardSpec generate(const ServiceMetrics &input);

} // namespace wf::engine
