// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/parse/functions.h"

#include <QtGlobal>

namespace wf::query {

// What Go makes of int64(v): the lowest number where it does not fit.
[[nodiscard]] qint64 wholeSeconds(double v);
// minute(), hour(), day_of_week() … of a time in UTC; any second there is.
[[nodiscard]] double datePart(FunctionId part, qint64 unixSeconds);

} // namespace wf::query
