// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"

#include <vector>

namespace wf::engine {

// `known` with everything inside `range` (closed) replaced by `fresh`. Series are matched by their labels.
[[nodiscard]] signals::QueryAnswerPtr replacedWithin(const signals::QueryAnswer &known, base::TimeRange range,
                                                     const signals::QueryAnswer &fresh);

// One answer of several sources: series with equal labels become one, of samples at the same instant the first source's
// stays. Completeness is the sum of doubts. Null parts are left out.
[[nodiscard]] signals::QueryAnswerPtr merged(const std::vector<signals::QueryAnswerPtr> &parts);

} // namespace wf::engine
