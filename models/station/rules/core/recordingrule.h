// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/intake/intake.h"
#include "models/station/rules/core/rulequery.h"
#include "models/station/rules/core/rulespec.h"

namespace wf::station {

// The samples a recording rule writes for the elements its expression gave. Errors: Invalid (two of them get the same
// labels), TooLarge (more than `limit`, when that is above 0).
[[nodiscard]] base::Result<std::vector<MetricPoint>> recorded(const RuleSpec &rule, std::vector<VectorElement> elements,
                                                              qint64 sampleMs, int limit);

} // namespace wf::station
