// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/slo/budgets/offline.h"
#include "models/engine/objectives/discover/objectivefinder.h"
#include "models/sources/environment/environment.h"

namespace wf::app {

// Budgets by an environment's sources, running the event loop until the last of them has answered. In order.
[[nodiscard]] std::vector<OfflineBudget> computedBy(const sources::Environment &environment,
                                                    std::vector<PlannedBudget> planned, qint64 atNs);

// Objectives that recording rules of the environment's servers keep, running the event loop until all have answered.
struct DiscoveredSlos {
    std::vector<engine::ObjectiveFinder::Found> objectives;
    QStringList problems;
};
[[nodiscard]] DiscoveredSlos discoveredBy(const sources::Environment &environment, const QStringList &known);

} // namespace wf::app
