// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "models/base/units.h"
#include "models/signals/logline.h"
#include "models/signals/panelspec.h"
#include "models/signals/series.h"

#include <QString>

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
    double width = 0;           // of a solid line, logical pixels; 0 = the console's
    double fillStrength = 0.12; // 0..1
    QString legendNote{};       // in the legend instead of the newest value: "Mean 1.2 s"
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
