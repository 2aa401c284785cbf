// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"
#include "models/signals/series.h"
#include "models/station/scrape/targetstate.h"
#include "models/wire/jsontext.h"

#include <vector>

// The values of Prometheus' API as JSON, byte for byte as Prometheus writes numbers and times.
namespace wf::station {

// {"resultType":…,"result":…}
void writeAnswer(wire::JsonText &json, const signals::QueryAnswer &answer);
// {"groups":[…]}: rules grouped by file and group, in their order.
void writeRules(wire::JsonText &json, const std::vector<signals::Rule> &rules, bool withAlerts);
// {"alerts":[…]}: pending and firing ones of all rules.
void writeRuleAlerts(wire::JsonText &json, const std::vector<signals::Rule> &rules);
// {"activeTargets":[…],"droppedTargets":[…],"droppedTargetCounts":{}}
void writeTargets(wire::JsonText &json, const ScrapeSnapshot &snapshot, bool withActive, bool withDropped);
// [{"seriesLabels":…,"exemplars":[…]}]
void writeExemplars(wire::JsonText &json, const std::vector<signals::Exemplar> &exemplars);

} // namespace wf::station
