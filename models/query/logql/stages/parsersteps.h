// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/stages/step.h"
#include "models/query/logql/syntax/expr.h"

// The parsers of a pipeline. Invalid where a pattern, an expression or a path cannot be used.
namespace wf::query::logql {

[[nodiscard]] base::Result<StepPtr> compileStep(const JsonParser &parser);
[[nodiscard]] base::Result<StepPtr> compileStep(const LogfmtParser &parser);
[[nodiscard]] base::Result<StepPtr> compileStep(const PatternParser &parser);
[[nodiscard]] base::Result<StepPtr> compileStep(const RegexpParser &parser);
[[nodiscard]] base::Result<StepPtr> compileStep(const UnpackParser &parser);

} // namespace wf::query::logql
