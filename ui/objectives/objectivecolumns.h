// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// A row keeps its snapshot: hundreds of histories are not copied on every refresh.
using ObjectiveRow = std::shared_ptr<const engine::ObjectiveState>;

// Severity and name, target, budget, burn of an hour and of six, burn of the last hour, when the budget ends, owner.
[[nodiscard]] std::vector<items::RowColumn<ObjectiveRow>> objectiveColumns(const base::Clock &clock);

} // namespace wf::ui
