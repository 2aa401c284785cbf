// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/scene.h"
#include "widgets/chart/raster/plotimage.h"

#include <functional>

class QPainter;

namespace wf::widgets {

// Whether what is painted becomes shapes, not pixels: an SVG or PDF file.
[[nodiscard]] bool paintsShapes(const QPainter &painter);

// The whole plot of a chart as shapes, without its legend: what the raster shows, with at most four corners of a line
// for each pixel of width.
// `lines`: of an axis.
void paintPlotAsShapes(QPainter &painter, const ChartScene &scene,
                       const std::function<std::vector<PlotLine>(int axis)> &lines);

} // namespace wf::widgets
