// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compute/budgetreport.h"

// What follows from figures that are counted: the same for one objective and for several together. Pure.
namespace wf::engine {

// Compliance and what is left, from report.whole, which is known.
void concludeBudget(BudgetReport &report, double target);
// Which rules fire, from report.windows, which holds the windows of all of them.
void concludeAlerts(BudgetReport &report, const ComputeOptions &options);
// When the budget ends or comes back, from windows, alerts and history.
void concludeOutlook(BudgetReport &report, const signals::Objective &objective, const ComputeOptions &options);
// From all of it.
[[nodiscard]] BudgetState concludedState(const BudgetReport &report, bool isContradictory);

} // namespace wf::engine
