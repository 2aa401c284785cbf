// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/boardfigures.h"

namespace wf::engine {

// A heat map of native histograms: one row for each bucket there is in any of them, those of all series added up. Where
// resolutions differ, the count of a wide bucket is shared out among the rows it covers; more than 120 rows are drawn
// as fewer, neighbours together. Empty when no answer holds histograms. Pure; any thread.
[[nodiscard]] signals::HeatFigure nativeHeatOf(const signals::BoardPanel &panel,
                                               const std::vector<TargetAnswer> &answers, const FigureContext &context);

} // namespace wf::engine
