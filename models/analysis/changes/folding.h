// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace wf::analysis {

// One series to be folded: what it looks like, and who it is.
struct Foldable {
    std::vector<float> line; // on the grid all share; NaN where there is no sample
    base::Labels labels;     // with __name__
    int kind = 0;            // only equal kinds fold
};

// Series that move together and are near each other, folded: for each its representative (itself when it is one).
// `all` comes strongest first. A series joins the first representative whose line correlates with its own by at least
// `least` (what falls while the other rises stays a finding of its own) and that has the same metric name or stands at
// the same place (pod, instance, container, service, job). Absent samples count as the value zero of the normalised
// line.
[[nodiscard]] std::vector<std::size_t> folded(const std::vector<Foldable> &all, const std::stop_token &stop,
                                              double least = 0.85);

} // namespace wf::analysis
