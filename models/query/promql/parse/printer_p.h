// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/parse/parse.h"

namespace wf::query {

// Pieces that the printer and the pretty printer share.
[[nodiscard]] std::string aggregateHead(const Aggregate &aggregate);   // "sum by (job) "
[[nodiscard]] std::string operatorWithModifiers(const Binary &binary); // "> bool on (job)"
[[nodiscard]] std::string subquerySuffix(const Subquery &subquery);    // "[1h:5m] offset 1d"

} // namespace wf::query
