// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/history/rulehistory.h"
#include "models/engine/incidents/pastincident.h"

#include <QJsonObject>

namespace wf::engine {

// As it is remembered for good.
[[nodiscard]] QJsonObject toJson(const PastIncident &incident);
[[nodiscard]] std::optional<PastIncident> pastIncidentFrom(const QJsonObject &json);

// What operators said and did about firings, from the incidents they were in: real ones were acted on, noise was a
// false alarm, what healed itself was neither; without an outcome, what somebody took was acted on.
[[nodiscard]] VerdictOf verdictsOf(const std::vector<PastIncident> &incidents);

// Incidents in the shape of alerts, newest first, so that means and weeks are counted alike: from the first symptom
// until it opened, until somebody took it, until it was over. Those that began within the range.
[[nodiscard]] std::vector<PastAlert> asFirings(const std::vector<PastIncident> &incidents, base::TimeRange range);

} // namespace wf::engine
