// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/noise/ruleadvice.h"
#include "models/engine/history/alerthistory.h"

#include <functional>

namespace wf::engine {

// What the past says of one rule.
struct RuleHistory {
    QString name;
    analysis::RuleRecord record;
    std::optional<analysis::RuleAdvice> advice; // what would have made it quieter and missed nothing
};

// What an operator said of the firing in the end; none when nobody said anything: then it was acted on when somebody
// acknowledged it.
enum class FiringVerdict { NotSaid, Acted, FalseAlarm, Healed };
using VerdictOf = std::function<FiringVerdict(const PastAlert &)>;

// By rule, most often fired first. Firings that are not over count, but are no ground for advice.
[[nodiscard]] std::vector<RuleHistory> ruleHistories(const std::vector<PastAlert> &alerts,
                                                     const VerdictOf &verdictOf = {});

} // namespace wf::engine
