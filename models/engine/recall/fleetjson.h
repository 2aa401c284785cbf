// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/services/fleetwatch.h"

#include <QJsonDocument>

namespace wf::engine {

// The golden signals of the fleet as the answer cache keeps them. Pure. Null when nothing can be read.
[[nodiscard]] QJsonDocument fleetToJson(const FleetSnapshot &fleet);
// services: whose deploys the rows point to; not null.
[[nodiscard]] FleetPtr fleetFromJson(const QJsonDocument &json, const ServicesPtr &services);

} // namespace wf::engine
