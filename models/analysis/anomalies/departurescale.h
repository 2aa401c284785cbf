// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/sizewindow.h"

// What a departure is worth among earlier ones of its detector; those are counted after they have been judged.
namespace wf::analysis {

// No departure is judged before this many were seen.
inline constexpr std::size_t leastDepartures = 20;

// The usual size of a detector's departures: their 75 % point, but at least a sixth of their 95 % point and a tenth of
// `spread` (5 % to 95 % of the last values): what nobody would see on the chart is not worth a word. A share of
// departures, unlike a tail probability, stays the same however many anomalies the series has had.
[[nodiscard]] double usualDeparture(const SizeWindow &sizes, double spread);
// |departure| in usual ones, at most 10,000.
[[nodiscard]] double departureSize(double departure, double usual);

} // namespace wf::analysis
