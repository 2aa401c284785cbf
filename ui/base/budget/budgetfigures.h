// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"
#include "widgets/figure/burndownfigure.h"

namespace wf::ui {

// The budget over its window, as it was spent and as it would be spent evenly.
[[nodiscard]] widgets::BurnDown burnDownOf(const engine::ObjectiveState &state);
// How fast it may burn over a window of that length: of two rules the stricter one says it; nothing when none looks
// over it.
[[nodiscard]] const engine::BurnAlert *strictestOver(const engine::BudgetReport &report, qint64 lengthNs);

} // namespace wf::ui
