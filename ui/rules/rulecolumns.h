// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/replay/replay.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// One firing that would have been, with its number from 1.
struct FiringRow {
    int number = 0;
    engine::JudgedFiring judged;
};

// Number, fired at, for, series, near it, verdict.
[[nodiscard]] std::vector<items::RowColumn<FiringRow>> firingColumns(const base::Clock &clock);

} // namespace wf::ui
