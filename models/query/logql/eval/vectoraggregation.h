// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/eval/columns.h"
#include "models/query/logql/syntax/expr.h"

namespace wf::query::logql {

// sum, avg … over the columns at every step. topk and bottomk keep the columns and leave out places; of equal values
// the one whose labels come first wins. sort and sort_desc give the columns back: order is a matter of the answer.
[[nodiscard]] Columns aggregate(const VectorAggregation &aggregation, Columns columns, std::size_t steps);

[[nodiscard]] base::Labels groupLabels(const base::Labels &labels, const std::optional<Grouping> &grouping);

} // namespace wf::query::logql
