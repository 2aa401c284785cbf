// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/editor/panels/replaypanel.h"

namespace wf::ui {

// Number, fired at, for, series, near it, verdict.
[[nodiscard]] std::vector<items::RowColumn<FiringRow>> firingColumns(const base::Clock &clock);

} // namespace wf::ui
