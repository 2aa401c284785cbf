// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/waterfall/layout/spanrows.h"
#include "widgets/waterfall/layout/timescale.h"
#include "widgets/waterfall/layout/waterfalldata.h"

#include <QPointF>
#include <QRectF>

namespace wf::widgets {

inline constexpr double waterfallRow = 22;
inline constexpr double waterfallMargin = 84; // right of the bars: durations and the error path

// Where the bar of one span and its duration stand within a row. Plain data: tests ask it.
struct BarLayout {
    QRectF bar; // cut to the scale; at least 2 px wide when any of it is shown
    bool visible = false;
    QRectF text;
    bool textBefore = false; // left of the bar, right-aligned
};
// textWidth: of the duration. limit: no text right of it.
[[nodiscard]] BarLayout layoutBar(const signals::Span &span, const TimeScale &scale, double rowTop, double textWidth,
                                  double limit);

// How far the tree of this depth is moved in; deep traces are moved in less.
[[nodiscard]] double indentOf(int depth, int deepest, double treeWidth);

// The critical path as corners of lines, row tops counted from row 0: along the lower edge of each span that holds up
// the answer, then down or up to the next. Stretches below two pixels within a parent are left out. Only rows in
// [firstRow, lastRow] and what leads there.
[[nodiscard]] std::vector<std::vector<QPointF>> layoutPath(const WaterfallData &data, const SpanRows &rows,
                                                           const TimeScale &scale, int firstRow, int lastRow);

} // namespace wf::widgets
