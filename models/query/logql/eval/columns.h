// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"

#include <string>
#include <variant>
#include <vector>

namespace wf::query::logql {

// A series on its way: one place for every step of the query.
struct Column {
    base::Labels labels;
    std::vector<double> values;
    std::vector<char> has;

    Column() = default;
    Column(base::Labels l, std::size_t steps) : labels(std::move(l)), values(steps), has(steps) {}
    void set(std::size_t step, double value)
    {
        values[step] = value;
        has[step] = 1;
    }
};
using Columns = std::vector<Column>;
// A number, or a vector at every step.
using Calculated = std::variant<double, Columns>;

} // namespace wf::query::logql
