// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/templates/templates.h"
#include "models/engine/incidents/pastincident.h"
#include "models/engine/services/servicecatalog.h"

namespace wf::app {

// What templates of dashboards show of a service besides its metrics. Parts that are not known stay empty; incidents of
// every service say how far back the console remembers.
[[nodiscard]] engine::TemplateFacts templateFacts(const QString &service, const engine::ServicesPtr &services,
                                                  const std::vector<engine::PastIncident> &incidents,
                                                  const std::vector<signals::Objective> &objectives, qint64 nowNs);

} // namespace wf::app
