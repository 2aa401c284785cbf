// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart paints of a panel's answer.
#include "models/signals/display/fielddisplay.h"
#include "ui/dashboards/board/card/boardfigure.h"
#include "widgets/base/writtencolor.h"

#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::ui {

using namespace Qt::StringLiterals;
using signals::BoardPanel;
using signals::FieldSettings;
using widgets::ChartAxisLook;
using widgets::ChartKind;

namespace {

constexpr std::size_t mostAxes = 6;

int rgbOf(const QColor &color)
{
    return static_cast<int>(color.rgb() & 0xffffffU);
}

// Areas, lines, dashed lines or both, each in the colour of its step.
void addThresholds(const BoardPanel &panel, const widgets::Theme &theme, widgets::ChartData &data)
{
    const QString style = panel.defaults.custom.value("thresholdsStyle"_L1).toObject().value("mode"_L1).toString();
    if (!panel.defaults.thresholds || panel.defaults.thresholds->percentage || style.isEmpty() || style == "off"_L1)
        return;
    constexpr double far = std::numeric_limits<double>::infinity();
    const auto &steps = panel.defaults.thresholds->steps;
    data.thresholdsDashed = style.startsWith("dashed"_L1);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].color == "transparent"_L1)
            continue;
        const QColor color = widgets::writtenColor(steps[i].color, theme, theme.line.strong);
        if (style.contains("area"_L1))
            data.zones.push_back({steps[i].value.value_or(-far),
                                  i + 1 < steps.size() ? steps[i + 1].value.value_or(far) : far, rgbOf(color)});
        if (style != "area"_L1 && steps[i].value) {
            data.thresholds.push_back({*steps[i].value, data.write(*steps[i].value), false});
            data.thresholdColors.push_back(rgbOf(color));
        }
    }
}

// Tables and legends to the right as in Grafana; a list below its plots is our list above them.
void placeLegend(const BoardPanel &panel, const BoardFigure &figure, widgets::ChartData &data)
{
    const QJsonObject legend = panel.options.value("legend"_L1).toObject();
    const bool isTable = legend.value("displayMode"_L1) == "table"_L1;
    const bool isRight = legend.value("placement"_L1) == "right"_L1;
    if (!isTable && !isRight)
        return;
    data.legend.side = isRight ? widgets::ChartLegend::Right : widgets::ChartLegend::Below;
    data.legend.width = std::max(0.0, legend.value("width"_L1).toDouble());
    if (!isTable || figure.lines.empty())
        return;
    for (const engine::LegendValue &value : figure.lines.front().legend)
        data.legend.columns << value.title;
    const QString sort = legend.value("sortBy"_L1).toString();
    if (sort.isEmpty())
        return;
    const auto column = data.legend.columns.indexOf(sort);
    const bool isDown = legend.value("sortDesc"_L1).toBool();
    for (std::size_t i = 0; i < figure.lines.size(); ++i)
        data.legend.order.push_back(i);
    std::ranges::stable_sort(data.legend.order, [&](std::size_t a, std::size_t b) {
        const BoardFigure::Line &x = figure.lines[isDown ? b : a], &y = figure.lines[isDown ? a : b];
        if (column < 0)
            return x.name < y.name;
        const double p = x.legend[static_cast<std::size_t>(column)].number;
        const double q = y.legend[static_cast<std::size_t>(column)].number;
        return std::isnan(p) || std::isnan(q) ? std::isnan(q) && !std::isnan(p) : p < q;
    });
}

// What a value axis is made of: series that agree in all of this share one, as in Grafana.
struct AxisKey {
    QString unit, placement, label;
    std::optional<double> min, max;
    QJsonValue softMin, softMax;
    QJsonObject scale;
    bool isCentred = false;
    friend bool operator==(const AxisKey &, const AxisKey &) = default;
};

AxisKey axisKeyOf(const FieldSettings &settings)
{
    const QJsonObject &custom = settings.custom;
    return {settings.unit,
            custom.value("axisPlacement"_L1).toString(u"auto"_s),
            custom.value("axisLabel"_L1).toString(),
            settings.min,
            settings.max,
            custom.value("axisSoftMin"_L1),
            custom.value("axisSoftMax"_L1),
            custom.value("scaleDistribution"_L1).toObject(),
            custom.value("axisCenteredZero"_L1).toBool()};
}

widgets::ValueScale scaleOf(const QJsonObject &written)
{
    widgets::ValueScale out;
    const QString type = written.value("type"_L1).toString();
    if (type == "log"_L1)
        out.kind = widgets::ValueScale::Log;
    else if (type == "symlog"_L1)
        out.kind = widgets::ValueScale::SymLog;
    out.base = written.value("log"_L1).toDouble(10) == 2 ? 2 : 10;
    const double threshold = written.value("linearThreshold"_L1).toDouble(1);
    out.threshold = threshold > 0 ? threshold : 1;
    return out;
}

// As many digits as tell neighbours apart, and no zeros behind them.
QString tickText(const QString &unit, std::optional<int> decimals, double value, double step)
{
    if (decimals)
        return signals::formatUnit(unit, value, decimals).whole();
    const double exact = std::fabs(step) > 0 ? std::ceil(-std::log10(std::fabs(step)) - 1e-9) : 0;
    const int digits = static_cast<int>(std::clamp(exact, 0.0, 6.0)) + 1; // half steps, too
    signals::UnitText text =
        signals::formatUnit(unit, value, std::fabs(value) < 1000 ? std::optional(digits + 2) : std::nullopt);
    if (text.text.contains(u'.')) {
        while (text.text.endsWith(u'0'))
            text.text.chop(1);
        if (text.text.endsWith(u'.'))
            text.text.chop(1);
    }
    return text.whole();
}

widgets::ChartAxis axisOf(const FieldSettings &settings, bool isFirst)
{
    widgets::ChartAxis axis;
    const QString unit = settings.unit.isEmpty() ? u"short"_s : settings.unit;
    std::optional<int> decimals;
    if (settings.decimals)
        decimals = static_cast<int>(std::clamp(*settings.decimals, 0.0, 20.0));
    axis.unit = signals::countsInPowersOfTwo(unit) ? base::Unit::Bytes : base::Unit::None;
    axis.write = [unit, decimals](double v) { return signals::formatUnit(unit, v, decimals).whole(); };
    axis.writeTick = [unit, decimals](double v, double step) { return tickText(unit, decimals, v, step); };
    axis.yMin = settings.min;
    axis.yMax = settings.max;
    axis.fit = true;
    axis.label = settings.custom.value("axisLabel"_L1).toString();
    const QString placement = settings.custom.value("axisPlacement"_L1).toString();
    axis.look.side = placement == "hidden"_L1                                          ? ChartAxisLook::Hidden
                     : placement == "right"_L1 || (placement != "left"_L1 && !isFirst) ? ChartAxisLook::Right
                                                                                       : ChartAxisLook::Left;
    axis.look.showsGrid = settings.custom.value("axisGridShow"_L1).toBool(true);
    axis.look.zeroInMiddle = settings.custom.value("axisCenteredZero"_L1).toBool();
    axis.look.scale = scaleOf(settings.custom.value("scaleDistribution"_L1).toObject());
    return axis;
}

// Edges that only stand while no value is beyond them.
void softenEdges(const FieldSettings &settings, const widgets::ChartData &data, int number, widgets::ChartAxis &axis)
{
    const QJsonValue low = settings.custom.value("axisSoftMin"_L1), high = settings.custom.value("axisSoftMax"_L1);
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (const widgets::ChartSeries &s : data.series)
        for (std::size_t i = 0; i < s.samples->size() && s.axis == number; ++i) {
            const double v = s.samples->values[i];
            least = v < least ? v : least; // NaN is neither
            most = v > most ? v : most;
        }
    if (low.isDouble() && !axis.yMin && least >= low.toDouble())
        axis.yMin = low.toDouble();
    if (high.isDouble() && !axis.yMax && most <= high.toDouble())
        axis.yMax = high.toDouble();
}

// The first axis is that of the first series; a panel without any has its own.
void addAxes(const BoardPanel &panel, const BoardFigure &figure, widgets::ChartData &data)
{
    std::vector<AxisKey> keys;
    std::vector<const FieldSettings *> settings;
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        const FieldSettings &own = figure.lines[i].settings;
        const AxisKey key = axisKeyOf(own);
        const auto known = std::ranges::find(keys, key);
        data.series[i].axis = static_cast<int>(known - keys.begin());
        if (known != keys.end())
            continue;
        if (keys.size() >= mostAxes) {
            data.series[i].axis = 0;
            continue;
        }
        keys.push_back(key);
        settings.push_back(&own);
    }
    if (settings.empty())
        settings.push_back(&panel.defaults);
    bool hasLeft = false;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        widgets::ChartAxis axis = axisOf(*settings[i], !hasLeft);
        hasLeft |= axis.look.side == ChartAxisLook::Left;
        softenEdges(*settings[i], data, static_cast<int>(i), axis);
        if (i > 0) {
            data.moreAxes.push_back(std::move(axis));
            continue;
        }
        data.unit = axis.unit;
        data.write = std::move(axis.write);
        data.writeTick = std::move(axis.writeTick);
        data.yMin = axis.yMin;
        data.yMax = axis.yMax;
        data.fit = axis.fit;
        data.axisLabel = std::move(axis.label);
        data.look = axis.look;
    }
}

// By what is written, or by the last, lowest or highest value where the colour follows values; else the palette's.
widgets::SeriesColor colorOf(const BoardFigure::Line &line, const BoardFigure &figure, widgets::SeriesColors &colors,
                             const widgets::Theme &theme)
{
    const FieldSettings &settings = line.settings;
    QString written = settings.color.mode == "fixed"_L1 ? settings.color.fixedColor : QString();
    if (signals::colorsByValue(settings)) {
        double least = std::numeric_limits<double>::infinity(), most = -least;
        for (const BoardFigure::Line &one : figure.lines)
            for (const double v : one.samples->values) {
                least = v < least ? v : least;
                most = v > most ? v : most;
            }
        written = engine::colorByValue(settings, line.samples->values, least, most);
    }
    const QColor color = written.isEmpty() ? QColor() : widgets::writtenColor(written, theme, QColor());
    return color.isValid() ? widgets::SeriesColor{widgets::SeriesColor::Fixed, rgbOf(color)}
                           : colors.colorFor(line.name);
}

ChartKind kindOf(const QJsonObject &custom)
{
    const QString style = custom.value("drawStyle"_L1).toString();
    const QString stacking = custom.value("stacking"_L1).toObject().value("mode"_L1).toString(u"none"_s);
    return style == "bars"_L1      ? ChartKind::Bars
           : style == "points"_L1  ? ChartKind::Points
           : stacking != "none"_L1 ? ChartKind::Stacked
                                   : ChartKind::Lines;
}

// The axis says shares; what is read out stays what was answered.
void stackShares(widgets::ChartData &data)
{
    data.stacksShares = true;
    data.yMin = 0;
    data.yMax = 1;
    data.unit = base::Unit::None;
    data.writeTick = [](double v, double step) { return tickText(u"percentunit"_s, std::nullopt, v, step); };
}

} // namespace

widgets::ChartData boardChartOf(const BoardPanel &panel, const BoardFigure &figure, widgets::SeriesColors &colors,
                                const widgets::Theme &theme)
{
    widgets::ChartData data;
    const QJsonObject &custom = panel.defaults.custom;
    data.kind = kindOf(custom);
    data.stepNs = figure.stepNs;
    data.bridgesGaps = data.kind == ChartKind::Lines && custom.value("spanNulls"_L1).toBool();
    data.showsLegend = panel.options.value("legend"_L1).toObject().value("showLegend"_L1).toBool(true);
    for (const BoardFigure::Line &line : figure.lines) {
        widgets::ChartSeries s;
        s.key = line.key;
        s.name = line.name;
        s.samples = line.samples;
        if (const ChartKind own = kindOf(line.settings.custom); own != data.kind)
            s.kind = own;
        const QJsonObject hidden = line.settings.custom.value("hideFrom"_L1).toObject();
        s.inLegend = !hidden.value("legend"_L1).toBool();
        s.inReadOut = !hidden.value("tooltip"_L1).toBool();
        s.color = colorOf(line, figure, colors, theme);
        const double opacity = line.settings.custom.value("fillOpacity"_L1).toDouble();
        s.fill = opacity > 0;
        s.fillStrength = std::clamp(opacity / 100, 0.0, 1.0);
        s.width = std::max(0.0, line.settings.custom.value("lineWidth"_L1).toDouble(1));
        s.curved = line.settings.custom.value("lineInterpolation"_L1) == "smooth"_L1;
        s.fades = line.settings.custom.value("gradientMode"_L1) == "opacity"_L1;
        s.legendNote = engine::legendNote(line.legend);
        for (const engine::LegendValue &value : line.legend)
            s.legendCells << value.text;
        if (line.settings.custom.value("showPoints"_L1) == "always"_L1 ||
            s.kind.value_or(data.kind) == ChartKind::Points)
            s.pointSize = std::clamp(line.settings.custom.value("pointSize"_L1).toDouble(5), 1.0, 40.0);
        const QJsonObject stroke = line.settings.custom.value("lineStyle"_L1).toObject();
        const QString fill = stroke.value("fill"_L1).toString();
        s.dashed = fill == "dash"_L1 || fill == "dot"_L1;
        for (const QJsonValue &pixels : stroke.value("dash"_L1).toArray())
            s.dashes << std::clamp(pixels.toDouble(), 0.0, 1000.0);
        if (s.dashed && s.dashes.isEmpty())
            s.dashes = {fill == "dot"_L1 ? 0.0 : 10.0, 10.0};
        data.series.push_back(std::move(s));
    }
    placeLegend(panel, figure, data);
    addAxes(panel, figure, data);
    if (custom.value("stacking"_L1).toObject().value("mode"_L1) == "percent"_L1)
        stackShares(data);
    addThresholds(panel, theme, data);
    return data;
}

} // namespace wf::ui
