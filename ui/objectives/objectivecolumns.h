// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// Severity and name, target, budget, burn of an hour and of six, burn of the last hour, when the budget ends, owner.
[[nodiscard]] std::vector<items::RowColumn<engine::ObjectiveState>> objectiveColumns(const base::Clock &clock);

// "37.7 %", a dash where nothing is known.
[[nodiscard]] QString percentText(double share, int decimals);
// "03:25 today", "in 9 h 46 min", "19 May", "spent", "not expected".
[[nodiscard]] QString budgetEnds(const engine::ObjectiveState &state, qint64 nowNs);
// "99.9 % under 1.5 s".
[[nodiscard]] QString targetText(const signals::Objective &objective);

} // namespace wf::ui
