// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"
#include "models/signals/panelspec.h"

namespace wf::engine {

// A generated dashboard as one that can be edited, kept and given to Grafana: three panels a row, 24 columns, one
// Grafana data source variable. The reason of each panel becomes its description. Pure.
[[nodiscard]] signals::Dashboard boardOf(const signals::DashboardSpec &spec);

// Grafana's name of a unit of ours.
[[nodiscard]] QString grafanaUnit(base::Unit unit);

} // namespace wf::engine
