// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/export/anomalyrules.h"
#include "models/engine/capacity/finitelist/finitelist.h"

namespace wf::engine {

struct CapacityRuleOptions {
    int warningDays = 14; // left, at most: as severityOf() judges forecasts
    int criticalDays = 3;
    bool alerts = true;
    base::Labels extraLabels{}; // on alerts
};

// A group of each question, which records
//   watchfloor:NAME:used, :limit  of each thing,
//   watchfloor:NAME:days_left     on the straight line through the last three days (seven for what follows traffic, so
//                                 that a day's rhythm falls together); none where it does not grow, or was not there
//                                 a day ago,
// and alerts when that line reaches the limit within the days given, and when 95 % are used. Things that end at a date
// (certificates, licences) have days left only. Error budgets are left to the rules of the objectives. Pure.
[[nodiscard]] ExportedRules exportedCapacityRules(const std::vector<FiniteQuestion> &questions,
                                                  const CapacityRuleOptions &options = {});

} // namespace wf::engine
