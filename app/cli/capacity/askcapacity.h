// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/capacity/capacitykeeper.h"
#include "models/sources/environment/environment.h"

namespace wf::app {

// Looks once, by the engine of the window. Runs an event loop.
[[nodiscard]] engine::CapacityPtr askCapacity(const sources::Environment &environment, const QString &stateDirectory,
                                              const QString &priceFile);
// Each series of any PromQL, forecast against a limit (0: none) for so many days.
[[nodiscard]] base::Result<std::vector<engine::ResourceForecastPtr>>
askForecast(const sources::Environment &environment, const QString &stateDirectory, const QString &expr, double limit,
            int days);

} // namespace wf::app
