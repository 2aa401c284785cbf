// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compute/budgetreport.h"
#include "models/engine/objectives/compute/freezeadvice.h"

namespace wf::engine {

// What a definition itself says of how it is counted and what follows from it, in annotations or labels:
//   watchfloor/no-data: ignore | good | bad
//   watchfloor/low-traffic: alert | hold
//   watchfloor/burn-rules: 5m/1h=14.4,30m/6h=6,2h/1d=3,6h/3d=1
//   watchfloor/freeze-at: 75                        percent of the budget spent
//   watchfloor/freeze-policy: alert | throttle | block
struct ObjectivePolicies {
    ComputeOptions compute;
    FreezePolicy freeze;
    QStringList problems; // what could not be read; the usual holds instead
};
[[nodiscard]] ObjectivePolicies policiesOf(const signals::Objective &objective);

// "5m/1h=14.4,2h/1d=3": short/long=factor; the first half of them pages. Nothing when it is no such list.
[[nodiscard]] std::optional<std::vector<analysis::BurnRule>> burnRulesFrom(const QString &text);

[[nodiscard]] QString noDataName(NoDataPolicy policy);
[[nodiscard]] QString lowTrafficName(LowTrafficPolicy policy);
[[nodiscard]] std::optional<NoDataPolicy> noDataFrom(const QString &name);
[[nodiscard]] std::optional<LowTrafficPolicy> lowTrafficFrom(const QString &name);
[[nodiscard]] std::optional<FreezePolicy::Action> freezeActionFrom(const QString &name);

} // namespace wf::engine
