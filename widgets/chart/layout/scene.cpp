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

namespace {

// The samples of a series inside the range, those above zero alone where the axis has no others.
void widenBySamples(const signals::Series &series, base::TimeRange range, bool positiveOnly, ValueBounds &all)
{
    const auto &times = series.timesMs;
    const auto from = std::ranges::lower_bound(times, range.startNs / base::nsPerMs) - times.begin();
    const auto to = std::ranges::upper_bound(times, range.endNs / base::nsPerMs) - times.begin();
    for (auto i = from; i < to; ++i) {
        const double v = series.values[static_cast<std::size_t>(i)];
        if (!std::isfinite(v) || (positiveOnly && v <= 0))
            continue;
        all.low = std::min(all.low, v);
        all.high = std::max(all.high, v);
    }
}

} // namespace

ValueBounds visibleBounds(const ChartData &data, const ChartLines &lines, const SeriesChoice &choice,
                          base::TimeRange range, int axis)
{
    ValueBounds all{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    const ValueScale &scale = scaleOf(data, axis);
    const bool isLog = scale.kind == ValueScale::Log;
    const auto widen = [&](double low, double high) {
        if (std::isfinite(low) && std::isfinite(high) && !(isLog && low <= 0)) {
            all.low = std::min(all.low, low);
            all.high = std::max(all.high, high);
        }
    };
    QSet<QString> here;
    for (const ChartSeries &s : data.series) {
        if (s.axis != axis)
            continue;
        here.insert(s.key);
        const ChartKind kind = kindOf(data, s);
        if (kind == ChartKind::Stacked || kind == ChartKind::Bars || !choice.shows(s.key))
            continue;
        if (!scale.isLinear()) {
            widenBySamples(*s.samples, range, isLog, all);
            continue;
        }
        const LineColumn *column = lines.find(s.key);
        const auto bounds = column ? column->bounds(range) : std::nullopt;
        if (bounds)
            widen(bounds->low, bounds->high);
    }
    for (const ChartKind kind : {ChartKind::Stacked, ChartKind::Bars}) {
        const Stack stack = stackUp(data, choice, range, kind, axis);
        for (const auto &layer : stack.layers)
            for (const double top : layer.top)
                widen(isLog ? top : 0, top);
    }
    const bool samples = all.low <= all.high;
    // what is expected is shown as far as it does not flatten the lines
    const double highest = all.high > 0 ? all.high * 2.5 : 2 * all.high - all.low;
    const double lowest = all.low < 0 ? all.low * 2.5 : 0;
    // beyond both ends it would only be a grey sheet
    const auto hasEdge = [&](const ChartBand &band, std::size_t i) {
        return band.lower[i] > lowest || band.upper[i] < highest;
    };
    for (const ChartBand &band : data.bands)
        for (std::size_t i = 0; i < band.timesMs.size() && samples; ++i)
            if (range.contains(band.timesMs[i] * base::nsPerMs) && hasEdge(band, i) &&
                (band.seriesKey.isEmpty() ? axis == 0 : choice.shows(band.seriesKey) && here.contains(band.seriesKey)))
                widen(std::max(band.lower[i], lowest), std::min(band.upper[i], highest));
    if (axis != 0)
        return all;
    // a threshold is shown when it is not so far away that it would flatten the lines
    const double reach = std::max(all.high, 0.0) * 2.5;
    for (const signals::PanelThreshold &t : data.thresholds)
        if (samples && t.value <= reach)
            widen(std::min(t.value, all.low), t.value);
    return all;
}

} // namespace wf::widgets
