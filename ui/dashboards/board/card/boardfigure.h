// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/boardfigures.h"
#include "models/engine/boards/reading/boardreader.h"
#include "models/signals/display/flamefigure.h"
#include "models/signals/display/graphfigure.h"
#include "widgets/base/theme.h"
#include "widgets/chart/layout/chartdata.h"
#include "widgets/chart/seriescolors.h"

namespace wf::ui {

// Everything a card shows, computed off the GUI thread from an answer.
struct BoardFigure {
    struct Line {
        QString name;
        QString key;
        std::shared_ptr<const signals::Series> samples;
        std::vector<engine::LegendValue> legend; // calculated for it
        signals::FieldSettings settings;
        signals::FigurePlace place; // in `frames`
    };
    // What data links are computed from; null: the panel has none.
    std::shared_ptr<const std::vector<analysis::Frame>> frames;
    std::vector<Line> lines; // time series
    std::vector<signals::Tile> tiles;
    signals::TableFigure table;
    signals::HeatFigure heat;
    signals::BandFigure bands;
    signals::FlameFigure flame;
    signals::GraphFigure graph;
    signals::LinkFigure links;
    std::shared_ptr<const engine::ObjectiveState> objective;
    base::TimeRange range;
    qint64 stepNs = 0;
    bool hasHistograms = false; // native ones were answered, whether or not they are shown
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool hasLessThan(const BoardFigure &other) const; // fewer lines, tiles, rows
};

// Pure.
[[nodiscard]] BoardFigure boardFigureOf(const signals::BoardPanel &panel, const engine::BoardAnswer &answer,
                                        const engine::FigureContext &context, std::stop_token stop = {});
// What a chart paints of it. Pure but for the colours it hands out; `theme` knows the names of colours.
[[nodiscard]] widgets::ChartData boardChartOf(const signals::BoardPanel &panel, const BoardFigure &figure,
                                              widgets::SeriesColors &colors, const widgets::Theme &theme);

} // namespace wf::ui
