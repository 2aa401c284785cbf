// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/dashboardbuilder.h"

namespace wf::engine {

// What has been heard of how the instances of a service differ.
struct DashboardBuilder::Fleet {
    DashboardPtr made; // in the order of names
    FleetFigures figures;
    FleetValues values;
    base::Completeness completeness;
    std::vector<async::Request> requests;
    std::size_t waiting = 0;
};

} // namespace wf::engine
