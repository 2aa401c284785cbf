// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace wf::analysis {

// How far values of an incident lie from those before it: the robust scorer of BARO (Pham et al., FSE 2024), with the
// wider of MAD and IQR as the unit, so that half of the values before may be wrong.
struct Deviation {
    double score = 0;  // in robust standard deviations, 0 or more
    double change = 0; // of the value, signed, in its unit
};

// What counts as a standard deviation at least: series that never moved would make everything infinite.
struct DeviationFloor {
    double ofMedian = 0.1; // times the usual value
    double absolute = 0;
};

// Of the incident's value that lies farthest from the median before; NaN is skipped. None without two values before or
// one within.
[[nodiscard]] std::optional<Deviation> deviation(std::vector<double> before, const std::vector<double> &within,
                                                 DeviationFloor floor = {});

// Powers of ten a score is worth as evidence: nothing below 2, 0.3 at 5, 1 at 15, 2.6 at 100.
[[nodiscard]] double strengthOf(double score);
// 0 to 1: how sure it is that something of this score is not usual; one half at 5.
[[nodiscard]] double surenessOf(double score);

} // namespace wf::analysis
