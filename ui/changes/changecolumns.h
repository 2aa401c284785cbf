// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/change.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// Signal, what, change (of `moves`: before, after or with it), spark with the beginning of the window marked, reason,
// how many move with it.
[[nodiscard]] std::vector<items::RowColumn<engine::Change>> changeColumns(bool moves);
// Metrics: by query; patterns: by text: what makes a row the same one while the search runs.
[[nodiscard]] QString changeKey(const engine::Change &change);

} // namespace wf::ui
