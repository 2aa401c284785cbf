// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compute/budgetreport.h"

#include <QJsonObject>

namespace wf::app {

[[nodiscard]] QString stateName(engine::BudgetState state);
// 0 in budget, 1 a ticket burns, 2 spent or paging, 3 nothing is known.
[[nodiscard]] int exitCodeOf(engine::BudgetState state);
// Every number, and what it came from. Numbers that are not known are null. Times are seconds and RFC 3339.
[[nodiscard]] QJsonObject asJson(const signals::Objective &objective, const engine::BudgetReport &report);
void printBudget(const signals::Objective &objective, const engine::BudgetReport &report);

} // namespace wf::app
