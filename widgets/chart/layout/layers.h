// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/scene.h"

namespace wf::widgets {

inline constexpr double axisLabelWidth = 16; // of what is written along the value axis

// Texts of the value axes, and the lines of one of them across the plot.
void addAxes(const ChartScene &scene, DisplayList &out);
// What lies below the lines: zones, grid, axis words, expected bands, incident ranges, gaps, the stale tail.
[[nodiscard]] DisplayList layerBelow(const ChartScene &scene);
// What lies above them: comparison, thresholds, deploys, anomaly runs, exemplars.
[[nodiscard]] DisplayList layerAbove(const ChartScene &scene);
// Where an annotation's mark can be hit; empty for ranges.
[[nodiscard]] QRectF markOf(const ChartScene &scene, const ChartAnnotation &annotation);
// Index into data.annotations of the mark at this point, or -1.
[[nodiscard]] int annotationAt(const ChartScene &scene, QPointF point);

} // namespace wf::widgets
