// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/slo/offline.h"
#include "models/sources/environment/environment.h"

namespace wf::app {

// Budgets by an environment's sources, running the event loop until the last of them has answered. In order.
[[nodiscard]] std::vector<OfflineBudget> computedBy(const sources::Environment &environment,
                                                    std::vector<PlannedBudget> planned, qint64 atNs);

} // namespace wf::app
