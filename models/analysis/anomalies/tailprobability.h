// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/sizewindow.h"

// How rare a departure of a size has been among the last ones. Below their 98 % point it is counted, above it an
// exponential tail is fitted to what exceeds that point (the peaks-over-threshold idea of SPOT, Siffert et al., KDD
// 2017, with shape zero: exceedances are few).
namespace wf::analysis {

// −log10 of the tail probability, 0 … 12; 0 while fewer than 20 were seen.
[[nodiscard]] double rarity(const SizeWindow &sizes, double departure);
// The size that is exceeded with this probability; for bands.
[[nodiscard]] double sizeExceededWith(const SizeWindow &sizes, double probability);

} // namespace wf::analysis
