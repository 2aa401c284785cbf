// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/changepoints/segmentcost.h"

namespace wf::analysis {

// Splits where the mean rank score differs most, then both halves again, while the split would be significant at
// `share` over the whole series (ranktest.h).
[[nodiscard]] std::vector<std::size_t> binarySegmentation(std::span<const double> values, std::size_t shortest,
                                                          double share);
// The same by cost: while a split saves more than `penalty`.
[[nodiscard]] std::vector<std::size_t> binarySegmentation(const SegmentCost &cost, double penalty,
                                                          std::size_t shortest);

} // namespace wf::analysis
