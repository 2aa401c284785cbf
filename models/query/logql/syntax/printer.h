// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/syntax/expr.h"

#include <string>

namespace wf::query::logql {

// The canonical text on one line; parsing it gives the same tree again.
[[nodiscard]] std::string print(const Expr &expr);
[[nodiscard]] std::string print(const LogSelector &selector);
[[nodiscard]] std::string print(const MetricExpr &expr);
// Go's and Prometheus' form: 1h30m, 90ns.
[[nodiscard]] std::string printSpan(const Span &span);

} // namespace wf::query::logql
