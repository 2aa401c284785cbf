// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/boardframes.h"
#include "models/signals/display/figures.h"

namespace wf::engine {

// From the tables of a panel to what it shows, by its options in Grafana's words. Pure.
struct FigureContext {
    qint64 nowMs = 0;
    QString zone;
    qint64 stepMs = 0;
    qint64 endMs = 0; // of the range
};

// Stat, gauge, bar gauge and pie: each series, or each row, reduced to one value.
[[nodiscard]] std::vector<signals::Tile>
tilesOf(const signals::BoardPanel &panel, const std::vector<analysis::Frame> &frames, const FigureContext &context);
[[nodiscard]] signals::TableFigure tableOf(const signals::BoardPanel &panel, const std::vector<analysis::Frame> &frames,
                                           const FigureContext &context);
// Cumulative `le` series become counts of each bucket when a target has the format "heatmap"; other series are buckets
// already.
[[nodiscard]] signals::HeatFigure heatOf(const signals::BoardPanel &panel, const std::vector<analysis::Frame> &frames,
                                         const FigureContext &context);
[[nodiscard]] signals::BandFigure bandsOf(const signals::BoardPanel &panel, const std::vector<analysis::Frame> &frames,
                                          const FigureContext &context);
struct LegendValue {
    QString title; // "Mean"
    QString text;  // with its unit
    double number = 0;
};
// What the legend of the panel calculates of a series, in its order.
[[nodiscard]] std::vector<LegendValue> legendValues(const signals::BoardPanel &panel,
                                                    const signals::FieldSettings &settings,
                                                    const analysis::FrameField &field);
// "Mean 1.2 s, Max 3 s".
[[nodiscard]] QString legendNote(const std::vector<LegendValue> &values);

// The colour of a series that follows its values (signals::colorsByValue): that of its last, lowest or highest one.
// `least`, `most`: of all series, where the settings say no limits.
[[nodiscard]] QString colorByValue(const signals::FieldSettings &settings, const std::vector<double> &values,
                                   double least, double most);

} // namespace wf::engine
