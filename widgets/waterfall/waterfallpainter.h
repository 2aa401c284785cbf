// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"
#include "widgets/waterfall/layout/barlayout.h"

class QPainter;

namespace wf::widgets {

inline constexpr double waterfallHeader = 26;

// What one painting of the waterfall needs. Rows are painted relative to `top`.
struct WaterfallPaint {
    const WaterfallData &data;
    const SpanRows &rows;
    const Theme &theme;
    TimeScale scale = {};
    double width = 0;
    double height = 0;
    double treeWidth = 0;
    double top = 0;   // y of row 0
    int firstRow = 0; // rows in sight
    int lastRow = -1;
    int currentSpan = -1;
    int hoveredRow = -1;
    int deepest = 0;
    bool focused = false;
    bool showPath = true;
    bool showErrors = true;
};

void paintWaterfall(QPainter &p, const WaterfallPaint &w);

} // namespace wf::widgets
