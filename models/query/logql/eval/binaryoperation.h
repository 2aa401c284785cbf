// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/eval/columns.h"
#include "models/query/logql/syntax/expr.h"

namespace wf::query::logql {

// Invalid where series match more than once and no group_left or group_right allows it.
[[nodiscard]] base::Result<Calculated> combine(const Binary &operation, Calculated left, Calculated right,
                                               std::size_t steps);

} // namespace wf::query::logql
