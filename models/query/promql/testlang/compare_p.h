// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/testlang/script.h"

namespace wf::query {

// What is wrong with an answer; empty when it is as expected. `query` is the text that was evaluated.
[[nodiscard]] std::string compareAnswer(const EvalCommand &expected, const Evaluated &answer);
[[nodiscard]] std::string compareAnnotations(const EvalCommand &expected, const Evaluated &answer,
                                             std::string_view query);
[[nodiscard]] std::string compareFailure(const EvalCommand &expected, const base::Error &error);

} // namespace wf::query
