// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/capacity/mixture.h"

namespace wf::analysis {

// Half width of the interval at each step ahead, from the misses at earlier origins (split conformal prediction, with
// neighbouring steps pooled; Vovk et al. 2005). Origins overlap and are few, so their misses are stretched by a factor
// that was calibrated once on public series. Steps beyond what the origins saw widen with the square root of the
// distance.
[[nodiscard]] std::vector<double> halfWidths(const Mixture &mixture, std::span<const double> values,
                                             std::size_t horizon, double level);

} // namespace wf::analysis
