// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/server/routes.h"
#include "models/station/serve/answers/answers.h"

#include <vector>

namespace wf::station {

// Alertmanager's v2 API (protocols.md 4): alerts, alerts/groups, silences, silence/{id}, status, receivers; silences
// can be created, edited and expired. `clock` outlives the routes.
[[nodiscard]] std::vector<net::server::Route> alertmanagerRoutes(AlertAnswers answers, const base::Clock &clock);

} // namespace wf::station
