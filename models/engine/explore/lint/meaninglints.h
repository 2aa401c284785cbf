// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/language/textplaces.h"
#include "models/engine/explore/lint/lints.h"
#include "models/query/promql/parse/expr.h"

namespace wf::engine {

// What a condition can never mean: a ratio above 1, seconds compared with what looks like milliseconds, absent() where
// it says less than one thinks. In order of the tree. Pure; any thread.
[[nodiscard]] std::vector<signals::ExpressionMark> meaningLints(const query::Expr &tree, const TextPlaces &places,
                                                                const LintFacts &facts);

} // namespace wf::engine
