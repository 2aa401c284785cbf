// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/readout.h"

namespace wf::widgets {

// The legend under the header: colour stroke, name, value at the cursor or newest. One or two lines; what does not fit
// is counted ("+ 12").
struct LegendEntry {
    QString key, name, value;
    QColor color;
    QRectF rect;
    bool shown = true;
    bool dashed = false;
    double nameWidth = 0; // that it was laid out for
    QStringList cells{};  // of rows with columns, instead of the value
};
struct Legend {
    std::vector<LegendEntry> entries; // those that fit
    int notShown = 0;
    QRectF moreRect;
    double height = 0; // above the plot
    // Below the plot or to the right of it (legendrows.h).
    ChartLegend::Side side = ChartLegend::Above;
    QRectF area;
    QStringList titles;
    std::vector<QRectF> columns;                      // of the titles; cells stand below them
    int first = 0;                                    // row that is seen first
    [[nodiscard]] QString keyAt(QPointF point) const; // empty = none
};
// With the newest values.
[[nodiscard]] Legend layoutLegend(const ChartData &data, const SeriesChoice &choice, const Theme &theme, double width,
                                  double left);
// The same places with the values of the moment: nothing moves while the cursor does.
[[nodiscard]] Legend withValuesAt(Legend legend, const ChartData &data, const ReadOut &readOut);
[[nodiscard]] DisplayList legendItems(const Legend &legend, const Theme &theme, const QString &hovered);

} // namespace wf::widgets
