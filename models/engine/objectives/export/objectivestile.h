// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"

namespace wf::engine {

// What a wallboard shows of all objectives: how many are in which state, and the worst by name.
struct ObjectivesTile {
    int all = 0, critical = 0, warning = 0, ok = 0, unknown = 0;
    int frozen = 0; // changes are advised against
    signals::Severity severity = signals::Severity::Unknown;
    QString worst; // title; empty: there is none
    double worstLeft = BudgetReport::unknown;
    std::optional<qint64> worstExhaustedAtNs;
    base::Completeness completeness; // of all of them
    qint64 asOfNs = 0;
};
[[nodiscard]] ObjectivesTile tileOf(const ObjectivesSnapshot &snapshot);

} // namespace wf::engine
