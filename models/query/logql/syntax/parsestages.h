// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/syntax/cursor.h"
#include "models/query/logql/syntax/expr.h"

namespace wf::query::logql {

// {a="b", …}, which must hold one matcher that the empty value does not satisfy.
[[nodiscard]] std::vector<signals::LabelMatcher> parseSelector(Cursor &cursor);
// Does a pipeline stage begin here? "| unwrap" is not one.
[[nodiscard]] bool isAtStage(const Cursor &cursor);
[[nodiscard]] Stage parseStage(Cursor &cursor);
[[nodiscard]] LabelFilterPtr parseLabelFilter(Cursor &cursor);
// name="value" and its kin; an error stands at the matcher.
[[nodiscard]] std::optional<signals::LabelMatcher> parseMatcher(Cursor &cursor);

} // namespace wf::query::logql
