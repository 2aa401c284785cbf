// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/element/line.h"

#include <string>
#include <vector>

namespace wf::query {

// Which lines belong together: computed once, whatever the number of steps.
struct Grouping {
    std::vector<base::Labels> labels; // of each group, in order of appearance
    std::vector<std::size_t> groupOf; // of each line
};
[[nodiscard]] Grouping groupLines(const Lines &lines, const std::vector<std::string> &names, bool isWithout);
[[nodiscard]] base::Labels groupLabels(const base::Labels &labels, const std::vector<std::string> &names,
                                       bool isWithout);

} // namespace wf::query
