// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/parse/functions.h"

namespace wf::query {

using FloatFunction = double (*)(double);
// abs(), ln(), sin() …; null for a function that is none of one number.
[[nodiscard]] FloatFunction floatFunction(FunctionId id);

// Go's math.Max and math.Min: NaN wins, unless the other is the greatest (smallest) of all.
[[nodiscard]] double larger(double a, double b);
[[nodiscard]] double smaller(double a, double b);

} // namespace wf::query
