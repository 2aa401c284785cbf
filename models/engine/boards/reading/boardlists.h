// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/frames/frame.h"
#include "models/base/result.h"
#include "models/engine/boards/reading/boardfigures.h"
#include "models/query/variables/interpolate.h"
#include "models/signals/alert.h"
#include "models/signals/trace.h"

namespace wf::engine {

// Panels that list what no query of metrics or logs tells. Options in Grafana's words. Pure; any thread.

// The alerts that a panel of kind alertlist lists, in its order: by name, labels ("{a=~"$b"}", with or without braces)
// and state, at most `maxItems`. Error: Invalid, the label filter cannot be read.
[[nodiscard]] base::Result<std::vector<signals::Alert>>
listedAlerts(const signals::BoardPanel &panel, const query::VariableScope &scope, std::vector<signals::Alert> alerts);
[[nodiscard]] signals::TableFigure alertTable(const std::vector<signals::Alert> &alerts, const FigureContext &context);

[[nodiscard]] signals::TableFigure traceTable(const std::vector<signals::TraceSummary> &traces,
                                              const FigureContext &context);

struct HistogramFigure {
    std::vector<signals::Tile> tiles; // a bucket each, from below; `place` is in `table`, as frame 0
    analysis::Frame table;            // xMin, xMax and count as Grafana calls them: a row for each tile
};
// How often the values of all series lie in which bucket: `bucketSize` and `bucketOffset`, else about `bucketCount`
// (30) round buckets. Series with a label `le` are buckets already: their last values. The count has the labels that
// all series have, and the name of a single one.
[[nodiscard]] HistogramFigure histogramOf(const signals::BoardPanel &panel, const std::vector<analysis::Frame> &frames);

} // namespace wf::engine
