// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/boardfigures.h"

namespace wf::engine {

struct NativeHeat {
    signals::HeatFigure figure;
    std::vector<double> edges; // of the rows, ascending: one more than there are rows (one row alone may have one)
};

// A heat map of native histograms: one row for each bucket there is in any of them, those of all series added up. Where
// resolutions differ, the count of a wide bucket is shared out among the rows it covers; more than 120 rows are drawn
// as fewer, neighbours together. Empty when no answer holds histograms. Pure; any thread.
[[nodiscard]] NativeHeat nativeHeatOf(const signals::BoardPanel &panel, const std::vector<TargetAnswer> &answers,
                                      const FigureContext &context);
// Its cells that are not empty as tables, one for each row of the heat map: Time, yMin, yMax and count, as Grafana
// calls them. The count has the labels that all histograms have. Pure; any thread.
[[nodiscard]] std::vector<analysis::Frame> nativeHeatTables(const NativeHeat &heat,
                                                            const std::vector<TargetAnswer> &answers);

} // namespace wf::engine
