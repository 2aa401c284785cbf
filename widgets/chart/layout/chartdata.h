// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "models/base/units.h"
#include "models/signals/logline.h"
#include "models/signals/panelspec.h"
#include "models/signals/series.h"
#include "widgets/chart/layout/valuescale.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace wf::widgets {

enum class ChartKind { Lines, Stacked, Bars, Points };

// What a colour means; the theme says which it is.
struct SeriesColor {
    enum Kind { Palette, P50, P95, P99, Limit, Level, Fixed };
    Kind kind = Palette;
    int index = 0; // Palette: 0, 1, … (SeriesColors); Level: signals::LogLevel; Fixed: 0xRRGGBB
    friend bool operator==(const SeriesColor &, const SeriesColor &) = default;
};

struct ChartSeries {
    QString key;  // stable: isolation and hiding follow it from one answer to the next
    QString name; // outside text
    SeriesColor color;
    std::shared_ptr<const signals::Series> samples;  // not null
    std::shared_ptr<const signals::Series> expected; // shown beside the value; may be null
    bool fill = false;
    bool dashed = false;
    // Logical pixels; 0 = none, below it the console's. Of stacks and bars the edge: below 0 there is none, and the
    // ground is the console's, whatever `fill` says.
    double width = -1;
    double fillStrength = 0.12;      // 0..1
    QList<double> dashes{};          // of a dashed line, logical pixels: drawn, left out, …; empty = the console's
    double pointSize = 0;            // of a point at each sample of a line; 0 = none
    bool curved = false;             // a line bends through its samples (monotone cubic), where it has room to
    bool fades = false;              // what is filled, towards the lower edge of the plot
    QString legendNote{};            // in the legend instead of the newest value: "Mean 1.2 s"
    QStringList legendCells{};       // one for each of ChartLegend::columns
    int axis = 0;                    // 0: the chart's own; from 1 on: into moreAxes
    std::optional<ChartKind> kind{}; // where it is drawn otherwise than the chart
    bool inLegend = true, inReadOut = true;
};

// Where the legend stands. Above the plot it is as short as can be; below and to the right each series has a line of
// its own, more than fit are scrolled to.
struct ChartLegend {
    enum Side { Above, Below, Right };
    Side side = Above;
    QStringList columns;            // what was calculated of each series; none: one value, at the cursor or newest
    std::vector<std::size_t> order; // of the series; empty: as they are
    double width = 0;               // wanted to the right, logical pixels; 0: as it needs
};

// Where values are expected; neutral grey, no edge.
struct ChartBand {
    QString seriesKey; // hidden together with it; empty = always shown
    std::vector<qint64> timesMs;
    std::vector<double> lower, upper;
};

struct ChartAnnotation {
    // Firing: a bar on the time axis, with its label. Note: what somebody marked on a dashboard, in a colour of theirs.
    enum Kind { Deploy, Incident, Anomaly, Exemplar, Firing, Note };
    Kind kind = Deploy;
    base::TimeRange range; // a moment has startNs == endNs
    double value = 0;      // Exemplar
    QString label;         // outside text
    QString id;            // trace id, deploy, …: handed back when clicked
    int color = -1;        // Note: 0xRRGGBB; below 0: the accent
};

// Where an axis stands, and what of it shows.
struct ChartAxisLook {
    enum Side { Left, Right, Hidden };
    Side side = Left;
    bool showsGrid = true; // lines across the plot at its ticks; only those of one axis are drawn
    bool zeroInMiddle = false;
    ValueScale scale{};
};

// Another value axis beside the chart's own, for series of another unit.
struct ChartAxis {
    base::Unit unit = base::Unit::None;
    std::function<QString(double)> write;
    std::function<QString(double value, double step)> writeTick;
    std::optional<double> yMin, yMax;
    bool fit = false;
    QString label; // outside text
    ChartAxisLook look;
};

// A stretch of values with a colour of its own, from edge to edge of the plot. Infinite: to the edge.
struct ChartZone {
    double from = 0, to = 0;
    int color = 0; // 0xRRGGBB
};

// Everything one chart shows. Plain values; immutable once handed to a view.
struct ChartData {
    ChartKind kind = ChartKind::Lines;
    base::Unit unit = base::Unit::None;
    std::function<QString(double)> write; // how values are written where the unit is not one of ours
    std::function<QString(double value, double step)> writeTick{}; // on the axis; else as values are
    qint64 stepNs = 0;                                             // distance of samples; 0 = found from them
    std::vector<ChartSeries> series;
    std::vector<ChartSeries> compare; // earlier samples, already moved onto this range; keys as in `series`
    std::vector<ChartBand> bands;
    std::vector<ChartAnnotation> annotations;
    std::vector<signals::PanelThreshold> thresholds;
    std::vector<int> thresholdColors; // 0xRRGGBB of each threshold; empty: by how bad it is
    bool thresholdsDashed = true;
    std::vector<ChartZone> zones;
    std::optional<double> yMin, yMax;
    bool fit = false;         // the value axis need not start at zero
    bool bridgesGaps = false; // lines go on over missing samples
    bool showsLegend = true;
    bool stacksShares = false; // stacks and bars are shares of their sum, 0..1
    ChartLegend legend;
    QString axisLabel;  // along the value axis; outside text
    ChartAxisLook look; // of that axis
    std::vector<ChartAxis> moreAxes;
    qint64 staleSinceNs = 0; // newest datum when the source stopped answering; 0 = fresh
    bool labelDeploys = false;
};

// Beyond this distance of samples a line breaks; 0 = found from them.
[[nodiscard]] inline qint64 gapStepNs(const ChartData &data)
{
    return data.bridgesGaps ? 3650 * base::nsPerDay : data.stepNs;
}
[[nodiscard]] inline ChartKind kindOf(const ChartData &data, const ChartSeries &series)
{
    return series.kind.value_or(data.kind);
}
// How many axes there are, the chart's own included.
[[nodiscard]] inline int axisCount(const ChartData &data)
{
    return 1 + static_cast<int>(data.moreAxes.size());
}
// The axis of that number as one value; 0 is made of the chart's own fields.
[[nodiscard]] inline ChartAxis axisOf(const ChartData &data, int axis)
{
    if (axis > 0 && axis < axisCount(data))
        return data.moreAxes[static_cast<std::size_t>(axis - 1)];
    return {data.unit, data.write, data.writeTick, data.yMin, data.yMax, data.fit, data.axisLabel, data.look};
}
[[nodiscard]] inline const ValueScale &scaleOf(const ChartData &data, int axis)
{
    return axis > 0 && axis < axisCount(data) ? data.moreAxes[static_cast<std::size_t>(axis - 1)].look.scale
                                              : data.look.scale;
}
[[nodiscard]] inline QString valueText(const ChartData &data, double value, int axis = 0)
{
    if (axis > 0 && axis < axisCount(data)) {
        const ChartAxis &other = data.moreAxes[static_cast<std::size_t>(axis - 1)];
        return other.write ? other.write(value) : base::formatValue(value, other.unit);
    }
    return data.write ? data.write(value) : base::formatValue(value, data.unit);
}

} // namespace wf::widgets
