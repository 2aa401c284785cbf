// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/logql.h"

namespace wf::query {

base::Result<LogqlExpr> parseLogql(std::string_view text, logql::ParseOptions options)
{
    return logql::parse(text, options);
}

std::string printLogql(const LogqlExpr &expr)
{
    return logql::print(expr);
}

} // namespace wf::query
