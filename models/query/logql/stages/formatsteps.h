// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/stages/step.h"
#include "models/query/logql/syntax/expr.h"

// line_format and label_format. Invalid where a template cannot be parsed. `nowNs` is what a template's "now" says.
namespace wf::query::logql {

[[nodiscard]] base::Result<StepPtr> compileStep(const LineFormat &format, qint64 nowNs);
[[nodiscard]] base::Result<StepPtr> compileStep(const LabelFormat &format, qint64 nowNs);

} // namespace wf::query::logql
