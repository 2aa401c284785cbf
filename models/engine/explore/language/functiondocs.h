// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/parse/functions.h"

#include <QString>

// What PromQL's functions and aggregations do, in a sentence each.
namespace wf::engine {

[[nodiscard]] QString functionDoc(std::string_view name);
[[nodiscard]] QString aggregationDoc(query::AggregateOp op);
// "range vector → instant vector".
[[nodiscard]] QString functionSignature(const query::FunctionInfo &function);

} // namespace wf::engine
