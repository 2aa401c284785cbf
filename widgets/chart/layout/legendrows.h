// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/legend.h"

#include <QSizeF>

namespace wf::widgets {

// A legend below the plot, at most a third of the chart's height, or to the right of it, at most two fifths of its
// width. Columns that find no room are left out, the last first. `first`: the row to begin with, as far as there are so
// many.
[[nodiscard]] Legend layoutLegendRows(const ChartData &data, const SeriesChoice &choice, const Theme &theme,
                                      QSizeF chart, double margin, int first);
[[nodiscard]] DisplayList legendRowItems(const Legend &legend, const Theme &theme, const QString &hovered);
// The value of a series in a legend without columns.
[[nodiscard]] QString legendValue(const ChartData &data, const ChartSeries &series);

} // namespace wf::widgets
