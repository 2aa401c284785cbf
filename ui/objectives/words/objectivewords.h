// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"

// How figures of objectives are said.
namespace wf::ui {

// "37.7 %", a dash where nothing is known.
[[nodiscard]] QString percentText(double share, int decimals);
// "03:25 today", "in 9 h 46 min", "19 May", "spent", "not expected".
[[nodiscard]] QString budgetEnds(const engine::ObjectiveState &state, qint64 nowNs);
// "99.9 % under 1.5 s".
[[nodiscard]] QString targetText(const signals::Objective &objective);
// "63.2×", "0.2×".
[[nodiscard]] QString burnText(double burn);

} // namespace wf::ui
