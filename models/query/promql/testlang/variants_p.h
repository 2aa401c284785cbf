// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/testlang/script.h"

namespace wf::query {

// The same question asked differently: with "@" at the time of the evaluation it may be asked at any other time.
struct QueryVariant {
    std::string expr;
    qint64 timeMs = 0;
};
[[nodiscard]] std::vector<QueryVariant> variantsOf(const EvalCommand &eval);
// start(), end(), range() and step() mean something else in a range query.
[[nodiscard]] bool asksForQueryTimes(const std::string &expr);
// Leaves only the samples of one instant.
void keepOnly(Evaluated &answer, qint64 timeMs);

} // namespace wf::query
