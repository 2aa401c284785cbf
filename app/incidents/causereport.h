// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causereport.h"

#include <QJsonObject>

namespace wf::app {

// A head and a line for each suspected cause, most suspected first: SUSPICION SUSPECT SINCE, a column for each kind of
// evidence (0 to 1), RIGHT (an operator's answer), BECAUSE. Without any: one line that says why.
[[nodiscard]] std::vector<QStringList> causeTable(const engine::CauseReport &report);
[[nodiscard]] QJsonObject causesAsJson(const engine::CauseReport &report);

} // namespace wf::app
