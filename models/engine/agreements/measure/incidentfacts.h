// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/agreements/agreementjudge.h"
#include "models/store/alertlog.h"

namespace wf::engine {

// Incidents as the kept firings of alerts tell them: firings of one service that overlap, or follow within five
// minutes, are one incident. Its severity is the worst of them, its title the worst one's summary, and it counts as
// acknowledged when the first of them was. Those that are only pending are left out. In order. Pure.
[[nodiscard]] std::vector<analysis::IncidentFact> incidentFacts(const std::vector<store::AlertSighting> &sightings,
                                                                qint64 nowNs);

} // namespace wf::engine
