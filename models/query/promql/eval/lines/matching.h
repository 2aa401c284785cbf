// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/element/line.h"
#include "models/query/promql/parse/expr.h"

namespace wf::query {

// Lines of both sides that belong together by on(…) or ignoring(…).
struct MatchGroup {
    base::Labels labels; // what they have in common
    std::vector<std::size_t> left, right;
};
[[nodiscard]] base::Labels matchLabels(const base::Labels &labels, const VectorMatching &matching);
[[nodiscard]] std::vector<MatchGroup> matchLines(const Lines &left, const Lines &right, const VectorMatching &matching);

} // namespace wf::query
