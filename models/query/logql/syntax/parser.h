// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/logql/syntax/expr.h"

#include <string_view>

namespace wf::query::logql {

struct ParseOptions {
    bool allowsVariables = false; // $name, ${name}, [[name]] where a time span belongs (dashboards)
};

// Invalid with summary "line 1, column 5: …" saying what was found and what was expected. Bounded: 128 KiB of text,
// 200 levels of nesting.
[[nodiscard]] base::Result<Expr> parse(std::string_view text, ParseOptions options = {});

} // namespace wf::query::logql
