// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/scene.h"

#include "widgets/chart/layout/stacking.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::widgets {

QColor resolve(const SeriesColor &color, const Theme &theme)
{
    switch (color.kind) {
    case SeriesColor::P50:
        return theme.percentile.p50;
    case SeriesColor::P95:
        return theme.percentile.p95;
    case SeriesColor::P99:
        return theme.percentile.p99;
    case SeriesColor::Limit:
        return theme.warning.mark;
    case SeriesColor::Level:
        return theme.levelMark[static_cast<std::size_t>(std::clamp(color.index, 0, signals::logLevelCount - 1))];
    case SeriesColor::Fixed:
        return QColor::fromRgb(static_cast<QRgb>(color.index));
    case SeriesColor::Palette:
        break;
    }
    return theme.series[static_cast<std::size_t>(std::max(0, color.index)) % theme.series.size()];
}

QColor lineColor(const ChartScene &scene, const ChartSeries &series)
{
    const QColor full = resolve(series.color, *scene.theme);
    return scene.choice.dims(series.key) ? mixed(scene.theme->surface.panel, full, 0.28) : full;
}

qint64 stepOf(const ChartScene &scene)
{
    qint64 step = scene.data->stepNs;
    for (const ChartSeries &s : scene.data->series) {
        const LineColumn *column = step > 0 ? nullptr : scene.lines->find(s.key);
        if (column)
            step = column->stepNs();
    }
    return step > 0 ? step : 15 * base::nsPerSecond;
}

ValueBounds visibleBounds(const ChartData &data, const ChartLines &lines, const SeriesChoice &choice,
                          base::TimeRange range)
{
    ValueBounds all{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    const auto widen = [&](double low, double high) {
        if (std::isfinite(low) && std::isfinite(high)) {
            all.low = std::min(all.low, low);
            all.high = std::max(all.high, high);
        }
    };
    if (data.kind == ChartKind::Stacked || data.kind == ChartKind::Bars) {
        const Stack stack = stackUp(data, choice, range);
        for (const auto &layer : stack.layers)
            for (const double top : layer.top)
                widen(0, top);
    } else {
        for (const ChartSeries &s : data.series) {
            const LineColumn *column = choice.shows(s.key) ? lines.find(s.key) : nullptr;
            const auto bounds = column ? column->bounds(range) : std::nullopt;
            if (bounds)
                widen(bounds->low, bounds->high);
        }
    }
    const bool samples = all.low <= all.high;
    for (const ChartBand &band : data.bands)
        for (std::size_t i = 0; i < band.timesMs.size() && samples; ++i)
            if (range.contains(band.timesMs[i] * base::nsPerMs) &&
                (band.seriesKey.isEmpty() || choice.shows(band.seriesKey)))
                widen(band.lower[i], band.upper[i]);
    // a threshold is shown when it is not so far away that it would flatten the lines
    const double reach = std::max(all.high, 0.0) * 2.5;
    for (const signals::PanelThreshold &t : data.thresholds)
        if (samples && t.value <= reach)
            widen(std::min(t.value, all.low), t.value);
    return all;
}

} // namespace wf::widgets
