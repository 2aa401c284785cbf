// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/axis.h"
#include "widgets/base/theme.h"
#include "widgets/chart/layout/chartdata.h"
#include "widgets/chart/layout/chartlines.h"
#include "widgets/chart/layout/displaylist.h"
#include "widgets/chart/raster/spanraster.h"

#include <QSet>

namespace wf::widgets {

// Which series show, and how: what the operator did to the legend.
struct SeriesChoice {
    QSet<QString> hidden;
    QString isolated; // only this one shows; empty = all but the hidden
    QString hovered;  // the rest is dimmed
    [[nodiscard]] bool shows(const QString &key) const
    {
        return isolated.isEmpty() ? !hidden.contains(key) : isolated == key;
    }
    [[nodiscard]] bool dims(const QString &key) const { return !hovered.isEmpty() && hovered != key; }
};

// One chart at one size and moment: what the layers are computed from. Pointers outlive the scene.
struct ChartScene {
    const ChartData *data = nullptr;
    const ChartLines *lines = nullptr;
    const Theme *theme = nullptr;
    SeriesChoice choice;
    QRectF plot;                     // logical pixels
    PlotView view;                   // device pixels: what the plot shows exactly
    ValueAxis axis;                  // the chart's own
    std::vector<ValueAxis> moreAxes; // as in the data
    std::vector<QRectF> axisRooms;   // where the texts of each axis stand; empty: left of the plot
    double dpr = 1;

    [[nodiscard]] double x(qint64 ns) const
    {
        return plot.left() + static_cast<double>(ns - view.startNs()) / static_cast<double>(view.nsPerColumn) / dpr;
    }
    [[nodiscard]] const ValueAxis &axisAt(int number) const
    {
        const auto i = static_cast<std::size_t>(number);
        return number > 0 && i <= moreAxes.size() ? moreAxes[i - 1] : axis;
    }
    [[nodiscard]] double y(double value, int number = 0) const
    {
        return yPlaced(scaleOf(*data, number).place(value), number);
    }
    // Of a value that is placed already, as columns of lines and ticks are.
    [[nodiscard]] double yPlaced(double placed, int number = 0) const
    {
        const ValueAxis &a = axisAt(number);
        return plot.bottom() - (placed - a.minimum) / (a.maximum - a.minimum) * plot.height();
    }
    [[nodiscard]] qint64 timeAt(double px) const
    {
        return view.startNs() + static_cast<qint64>((px - plot.left()) * dpr * static_cast<double>(view.nsPerColumn));
    }
    [[nodiscard]] double valueAt(double py) const
    {
        return scaleOf(*data, 0).value(axis.minimum +
                                       (plot.bottom() - py) / plot.height() * (axis.maximum - axis.minimum));
    }
    [[nodiscard]] base::TimeRange range() const { return {view.startNs(), view.endNs()}; }
};

[[nodiscard]] QColor resolve(const SeriesColor &color, const Theme &theme);
// The colour a series is drawn in now: mixed with the panel where another one is hovered.
[[nodiscard]] QColor lineColor(const ChartScene &scene, const ChartSeries &series);
// The step of the data, found from the columns when the data does not say.
[[nodiscard]] qint64 stepOf(const ChartScene &scene);
// Values the axis must hold: visible samples (their sums where stacked), bands and thresholds near them.
struct ValueBounds {
    double low, high; // low > high: nothing to show
};
[[nodiscard]] ValueBounds visibleBounds(const ChartData &data, const ChartLines &lines, const SeriesChoice &choice,
                                        base::TimeRange range, int axis = 0);
// The axes of what is visible, and where their texts stand left and right of the plot. `area`: what is for the plot
// and these texts.
void layoutAxes(ChartScene &scene, base::TimeRange range, const QRectF &area);

} // namespace wf::widgets
