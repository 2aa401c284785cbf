// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"
#include "models/signals/objective.h"

namespace wf::engine {

// PromQL for what is left of the objective's budget over its window: 1 untouched, 0 spent. Empty when the objective
// cannot be asked with one query. Without corrections, and a calendar window as its nominal length.
[[nodiscard]] QString budgetQuery(const signals::Objective &objective);

// Lets a panel of kind objectiveKind show this objective. Its query stays in the panel, for a Grafana.
void setObjective(signals::BoardPanel &panel, const signals::Objective &objective);

// A dashboard as a Grafana can show it: the console's own kinds of panels become what comes nearest, and the notes name
// each. All others stay as they are. Pure.
struct ForGrafana {
    signals::Dashboard dashboard;
    QStringList notes; // sentences
};
[[nodiscard]] ForGrafana forGrafana(signals::Dashboard dashboard);

} // namespace wf::engine
