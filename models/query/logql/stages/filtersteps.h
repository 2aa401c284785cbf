// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/stages/step.h"
#include "models/query/logql/syntax/expr.h"

// What leaves lines or labels out. Invalid where an expression, an address or a pattern cannot be used.
namespace wf::query::logql {

[[nodiscard]] base::Result<StepPtr> compileStep(const LineFilter &filter);
[[nodiscard]] base::Result<StepPtr> compileStep(const LabelFilterStage &stage);
[[nodiscard]] base::Result<StepPtr> compileStep(const LabelFilterPtr &filter);
[[nodiscard]] base::Result<StepPtr> compileStep(const LabelChoice &choice);
[[nodiscard]] base::Result<StepPtr> compileStep(const Decolorize &);

} // namespace wf::query::logql
