// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "models/base/units.h"
#include "models/signals/logline.h"
#include "models/signals/panelspec.h"
#include "models/signals/series.h"

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
    double fillStrength = 0.12; // 0..1
    QList<double> dashes{};     // of a dashed line, logical pixels: drawn, left out, …; empty = the console's
    double pointSize = 0;       // of a point at each sample of a line; 0 = none
    bool curved = false;        // a line bends through its samples (monotone cubic), where it has room to
    bool fades = false;         // what is filled, towards the lower edge of the plot
    QString legendNote{};       // in the legend instead of the newest value: "Mean 1.2 s"
    QStringList legendCells{};  // one for each of ChartLegend::columns
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

// Everything one chart shows. Plain values; immutable once handed to a view.
struct ChartData {
    ChartKind kind = ChartKind::Lines;
    base::Unit unit = base::Unit::None;
    std::function<QString(double)> write; // how values are written where the unit is not one of ours
    qint64 stepNs = 0;                    // distance of samples; 0 = found from them
    std::vector<ChartSeries> series;
    std::vector<ChartSeries> compare; // earlier samples, already moved onto this range; keys as in `series`
    std::vector<ChartBand> bands;
    std::vector<ChartAnnotation> annotations;
    std::vector<signals::PanelThreshold> thresholds;
    std::optional<double> yMin, yMax;
    bool fit = false;         // the value axis need not start at zero
    bool bridgesGaps = false; // lines go on over missing samples
    bool showsLegend = true;
    ChartLegend legend;
    QString axisLabel;       // along the value axis; outside text
    qint64 staleSinceNs = 0; // newest datum when the source stopped answering; 0 = fresh
    bool labelDeploys = false;
};

// Beyond this distance of samples a line breaks; 0 = found from them.
[[nodiscard]] inline qint64 gapStepNs(const ChartData &data)
{
    return data.bridgesGaps ? 3650 * base::nsPerDay : data.stepNs;
}
[[nodiscard]] inline QString valueText(const ChartData &data, double value)
{
    return data.write ? data.write(value) : base::formatValue(value, data.unit);
}

} // namespace wf::widgets
