// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/changepoints/segmentcost.h"

#include <stop_token>

namespace wf::analysis {

// The segmentation with the least cost + penalty · changes, exactly (Killick, Fearnhead & Eckley, JASA 2012: PELT, with
// pruning delayed by the least length of a segment). First index after each change, ascending. Nothing when asked to
// stop.
[[nodiscard]] std::vector<std::size_t> pelt(const SegmentCost &cost, double penalty, std::size_t shortest,
                                            const std::stop_token &stop = {});

} // namespace wf::analysis
