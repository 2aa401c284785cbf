// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/units.h"
#include "models/signals/series.h"

#include <functional>
#include <optional>
#include <string_view>

namespace wf::engine {

struct QueryUnit {
    base::Unit unit = base::Unit::None;
    double factor = 1; // what values are multiplied by to be in that unit ("_milliseconds": 0.001)
};

// What the numbers of a query's answer mean, followed through its operators: the rate of bytes is bytes per second, a
// quantile of seconds is seconds, the quotient of two like things is a ratio. None where nobody can know. `infoOf`:
// what is told about a metric; null: nothing. Pure; any thread.
[[nodiscard]] QueryUnit
unitOfQuery(const QString &text,
            const std::function<std::optional<signals::MetricInfo>(std::string_view metric)> &infoOf);

} // namespace wf::engine
