// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/migrate/migrate.h"

#include <algorithm>
#include <array>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

QJsonObject property(const QString &id, const QJsonValue &value)
{
    return {{u"id"_s, id}, {u"value"_s, value}};
}

QJsonObject fixedColor(const QString &color)
{
    return {{u"mode"_s, u"fixed"_s}, {u"fixedColor"_s, color}};
}

// "/expression/" is one, anything else a name.
QJsonObject matcherOf(const QString &alias)
{
    const bool regex = alias.size() > 1 && alias.startsWith(u'/') && alias.lastIndexOf(u'/') > 0;
    return {{u"id"_s, regex ? u"byRegexp"_s : u"byName"_s}, {u"options"_s, alias}};
}

QJsonValue stackingOf(const QJsonValue &stack, bool percentage)
{
    const bool on = stack.isString() ? true : truthOf(stack);
    const QString mode = !on ? u"none"_s : percentage ? u"percent"_s : u"normal"_s;
    return QJsonObject{{u"mode"_s, mode}, {u"group"_s, stack.isString() ? stack.toString() : u"A"_s}};
}

QJsonObject dashesOf(const QJsonObject &from)
{
    return {{u"fill"_s, u"dash"_s},
            {u"dash"_s, QJsonArray{numberOf(from.value("dashLength"_L1)).value_or(10),
                                   numberOf(from.value("spaceLength"_L1)).value_or(10)}}};
}

QJsonValue spanNullsOf(const QJsonValue &nullPointMode)
{
    return textOf(nullPointMode) == "connected"_L1;
}

struct Axis {
    QString unit, label;
    std::optional<double> min, max, decimals;
    double logBase = 1;
    bool show = true;
};

Axis axisAt(const QJsonObject &panel, qsizetype at)
{
    Axis a;
    const QJsonObject axis = panel.value("yaxes"_L1).toArray().at(at).toObject();
    a.unit = textOf(axis.value("format"_L1), textOf(panel.value("y_formats"_L1).toArray().at(at))); // before 12
    a.label = textOf(axis.value("label"_L1), textOf(panel.value(at == 0 ? "leftYAxisLabel"_L1 : "rightYAxisLabel"_L1)));
    a.min = numberOf(axis.value("min"_L1));
    a.max = numberOf(axis.value("max"_L1));
    const QJsonObject grid = panel.value("grid"_L1).toObject();
    if (!a.min)
        a.min = numberOf(grid.value(at == 0 ? "leftMin"_L1 : "rightMin"_L1));
    if (!a.max)
        a.max = numberOf(grid.value(at == 0 ? "leftMax"_L1 : "rightMax"_L1));
    a.decimals = numberOf(axis.value("decimals"_L1));
    a.logBase = numberOf(axis.value("logBase"_L1)).value_or(1);
    a.show = truthOf(axis.value("show"_L1), true);
    return a;
}

QJsonObject logScale(double base)
{
    return {{u"type"_s, u"log"_s}, {u"log"_s, base >= 10 ? 10 : 2}};
}

void addRightAxis(const QJsonObject &panel, QJsonArray &properties)
{
    const Axis right = axisAt(panel, 1);
    properties.append(property(u"custom.axisPlacement"_s, u"right"_s));
    if (!right.unit.isEmpty())
        properties.append(property(u"unit"_s, right.unit));
    if (right.min)
        properties.append(property(u"min"_s, *right.min));
    if (right.max)
        properties.append(property(u"max"_s, *right.max));
    if (right.decimals)
        properties.append(property(u"decimals"_s, *right.decimals));
    if (!right.label.isEmpty())
        properties.append(property(u"custom.axisLabel"_s, right.label));
    if (right.logBase > 1)
        properties.append(property(u"custom.scaleDistribution"_s, logScale(right.logBase)));
}

QJsonObject overrideOf(const QJsonObject &panel, const QJsonObject &from)
{
    QJsonArray p;
    for (auto it = from.begin(); it != from.end(); ++it) {
        const QString key = it.key();
        const QJsonValue &v = it.value();
        if (key == "color"_L1)
            p.append(property(u"color"_s, fixedColor(textOf(v))));
        else if (key == "fill"_L1)
            p.append(property(u"custom.fillOpacity"_s, numberOf(v).value_or(0) * 10));
        else if (key == "linewidth"_L1)
            p.append(property(u"custom.lineWidth"_s, numberOf(v).value_or(1)));
        else if (key == "pointradius"_L1)
            p.append(property(u"custom.pointSize"_s, 2 + numberOf(v).value_or(1) * 2));
        else if (key == "bars"_L1 && truthOf(v))
            p.append(property(u"custom.drawStyle"_s, u"bars"_s));
        else if (key == "lines"_L1 && truthOf(v))
            p.append(property(u"custom.drawStyle"_s, u"line"_s));
        else if (key == "lines"_L1)
            p.append(property(u"custom.lineWidth"_s, 0));
        else if (key == "points"_L1)
            p.append(property(u"custom.showPoints"_s, truthOf(v) ? u"always"_s : u"never"_s));
        else if (key == "stack"_L1)
            p.append(property(u"custom.stacking"_s, stackingOf(v, false)));
        else if (key == "steppedLine"_L1 && truthOf(v))
            p.append(property(u"custom.lineInterpolation"_s, u"stepAfter"_s));
        else if (key == "nullPointMode"_L1)
            p.append(property(u"custom.spanNulls"_s, spanNullsOf(v)));
        else if (key == "dashes"_L1 && truthOf(v))
            p.append(property(u"custom.lineStyle"_s, dashesOf(from)));
        else if (key == "transform"_L1)
            p.append(property(u"custom.transform"_s, textOf(v)));
        else if (key == "fillBelowTo"_L1)
            p.append(property(u"custom.fillBelowTo"_s, textOf(v)));
        else if ((key == "legend"_L1 && !truthOf(v, true)) || (key == "hideTooltip"_L1 && truthOf(v)))
            p.append(property(u"custom.hideFrom"_s, QJsonObject{{u"legend"_s, key == "legend"_L1},
                                                                {u"tooltip"_s, key == "hideTooltip"_L1},
                                                                {u"viz"_s, false}}));
        else if (key == "yaxis"_L1 && intOf(v) == 2)
            addRightAxis(panel, p);
    }
    return {{u"matcher"_s, matcherOf(textOf(from.value("alias"_L1)))}, {u"properties"_s, p}};
}

QString thresholdColor(const QJsonObject &t)
{
    const QString mode = textOf(t.value("colorMode"_L1));
    if (mode == "critical"_L1)
        return u"red"_s;
    if (mode == "warning"_L1)
        return u"orange"_s;
    if (mode == "ok"_L1)
        return u"green"_s;
    return textOf(t.value("lineColor"_L1), textOf(t.value("fillColor"_L1), u"red"_s));
}

void addThresholds(const QJsonObject &panel, QJsonObject &defaults, QJsonObject &custom)
{
    std::vector<std::pair<double, QString>> at;
    bool line = false, area = false;
    QString below = u"transparent"_s;
    for (const QJsonValue &one : panel.value("thresholds"_L1).toArray()) {
        const QJsonObject t = one.toObject();
        const auto value = numberOf(t.value("value"_L1));
        if (!value)
            continue;
        line |= truthOf(t.value("line"_L1));
        area |= truthOf(t.value("fill"_L1));
        if (textOf(t.value("op"_L1)) == "lt"_L1) {
            if (at.empty())
                below = thresholdColor(t);
            at.emplace_back(*value, u"transparent"_s);
        } else {
            at.emplace_back(*value, thresholdColor(t));
        }
    }
    const QJsonObject grid = panel.value("grid"_L1).toObject(); // before 13
    for (const auto &[key, color] : {std::pair{"threshold1"_L1, u"orange"_s}, std::pair{"threshold2"_L1, u"red"_s}})
        if (const auto value = numberOf(grid.value(key))) {
            at.emplace_back(*value, color);
            (truthOf(grid.value("thresholdLine"_L1)) ? line : area) = true;
        }
    if (at.empty())
        return;
    std::sort(at.begin(), at.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QJsonArray steps{QJsonObject{{u"color"_s, below}, {u"value"_s, QJsonValue::Null}}};
    for (const auto &[value, color] : at)
        steps.append(QJsonObject{{u"color"_s, color}, {u"value"_s, value}});
    defaults.insert("thresholds"_L1, QJsonObject{{u"mode"_s, u"absolute"_s}, {u"steps"_s, steps}});
    const QString mode = line && area ? u"line+area"_s : line ? u"line"_s : area ? u"area"_s : u"off"_s;
    custom.insert("thresholdsStyle"_L1, QJsonObject{{u"mode"_s, mode}});
}

QJsonObject legendOf(const QJsonObject &panel)
{
    const QJsonObject old = panel.value("legend"_L1).toObject();
    QJsonArray calcs;
    if (truthOf(old.value("values"_L1)))
        for (const auto &[key, calc] :
             {std::pair{"min"_L1, u"min"_s}, std::pair{"max"_L1, u"max"_s}, std::pair{"avg"_L1, u"mean"_s},
              std::pair{"current"_L1, u"lastNotNull"_s}, std::pair{"total"_L1, u"sum"_s}})
            if (truthOf(old.value(key)))
                calcs.append(calc);
    QJsonObject legend{{u"showLegend"_s, truthOf(old.value("show"_L1), true)},
                       {u"displayMode"_s, truthOf(old.value("alignAsTable"_L1)) ? u"table"_s : u"list"_s},
                       {u"placement"_s, truthOf(old.value("rightSide"_L1)) ? u"right"_s : u"bottom"_s},
                       {u"calcs"_s, calcs}};
    if (const QString sort = textOf(old.value("sort"_L1)); !sort.isEmpty()) {
        legend.insert("sortBy"_L1, sort == "current"_L1 ? u"Last *"_s
                                   : sort == "avg"_L1   ? u"Mean"_s
                                   : sort == "total"_L1 ? u"Total"_s
                                   : sort == "max"_L1   ? u"Max"_s
                                                        : u"Min"_s);
        legend.insert("sortDesc"_L1, truthOf(old.value("sortDesc"_L1)));
    }
    return legend;
}

QJsonObject customOf(const QJsonObject &panel)
{
    const bool bars = truthOf(panel.value("bars"_L1)), lines = truthOf(panel.value("lines"_L1), !bars);
    const bool points = truthOf(panel.value("points"_L1));
    QJsonObject custom{
        {u"drawStyle"_s, bars               ? u"bars"_s
                         : lines || !points ? u"line"_s
                                            : u"points"_s},
        {u"lineWidth"_s, numberOf(panel.value("linewidth"_L1)).value_or(1)},
        {u"fillOpacity"_s, bars && !lines ? 100 : numberOf(panel.value("fill"_L1)).value_or(1) * 10},
        {u"pointSize"_s, 2 + numberOf(panel.value("pointradius"_L1)).value_or(2) * 2},
        {u"showPoints"_s, points ? u"always"_s : u"never"_s},
        {u"spanNulls"_s, spanNullsOf(panel.value("nullPointMode"_L1))},
        {u"lineInterpolation"_s, truthOf(panel.value("steppedLine"_L1)) ? u"stepAfter"_s : u"linear"_s},
        {u"stacking"_s, stackingOf(truthOf(panel.value("stack"_L1)), truthOf(panel.value("percentage"_L1)))}};
    if (truthOf(panel.value("dashes"_L1)))
        custom.insert("lineStyle"_L1, dashesOf(panel));
    return custom;
}

// xaxis.mode: over time, one bar for each series, or a distribution.
QString typeOf(const QJsonObject &panel)
{
    const QString mode = textOf(panel.value("xaxis"_L1).toObject().value("mode"_L1));
    return mode == "series"_L1 ? u"bargauge"_s : mode == "histogram"_L1 ? u"histogram"_s : u"timeseries"_s;
}

constexpr std::array consumed{"aliasColors"_L1,
                              "bars"_L1,
                              "dashLength"_L1,
                              "dashes"_L1,
                              "decimals"_L1,
                              "fill"_L1,
                              "grid"_L1,
                              "leftYAxisLabel"_L1,
                              "legend"_L1,
                              "lines"_L1,
                              "linewidth"_L1,
                              "nullPointMode"_L1,
                              "percentage"_L1,
                              "pointradius"_L1,
                              "points"_L1,
                              "rightYAxisLabel"_L1,
                              "seriesOverrides"_L1,
                              "spaceLength"_L1,
                              "stack"_L1,
                              "steppedLine"_L1,
                              "thresholds"_L1,
                              "tooltip"_L1,
                              "xaxis"_L1,
                              "y_formats"_L1,
                              "yaxes"_L1};

} // namespace

void graphToTimeSeries(QJsonObject &panel)
{
    QJsonObject fields = panel.value("fieldConfig"_L1).toObject();
    QJsonObject defaults = fields.value("defaults"_L1).toObject();
    QJsonArray overrides = fields.value("overrides"_L1).toArray();
    QJsonObject custom = customOf(panel);
    const Axis left = axisAt(panel, 0);
    if (!left.unit.isEmpty())
        defaults.insert("unit"_L1, left.unit);
    if (left.min)
        defaults.insert("min"_L1, *left.min);
    if (left.max)
        defaults.insert("max"_L1, *left.max);
    if (const auto decimals = numberOf(panel.value("decimals"_L1)); decimals || left.decimals)
        defaults.insert("decimals"_L1, decimals ? *decimals : *left.decimals);
    if (!left.label.isEmpty())
        custom.insert("axisLabel"_L1, left.label);
    if (left.logBase > 1)
        custom.insert("scaleDistribution"_L1, logScale(left.logBase));
    if (!left.show)
        custom.insert("axisPlacement"_L1, u"hidden"_s);
    addThresholds(panel, defaults, custom);
    const QJsonArray links = panel.value("options"_L1).toObject().value("dataLinks"_L1).toArray();
    if (!links.isEmpty())
        defaults.insert("links"_L1, links);
    defaults.insert("custom"_L1, custom);
    const QJsonObject colors = panel.value("aliasColors"_L1).toObject();
    for (auto it = colors.begin(); it != colors.end(); ++it)
        overrides.append(
            QJsonObject{{u"matcher"_s, QJsonObject{{u"id"_s, u"byName"_s}, {u"options"_s, it.key()}}},
                        {u"properties"_s, QJsonArray{property(u"color"_s, fixedColor(textOf(it.value())))}}});
    for (const QJsonValue &one : panel.value("seriesOverrides"_L1).toArray())
        if (one.toObject().contains("alias"_L1))
            overrides.append(overrideOf(panel, one.toObject()));
    QJsonObject options = panel.value("options"_L1).toObject();
    options.remove("dataLinks"_L1);
    const QJsonObject tip = panel.value("tooltip"_L1).toObject();
    const int sort = intOf(tip.value("sort"_L1));
    options.insert("legend"_L1, legendOf(panel));
    options.insert("tooltip"_L1,
                   QJsonObject{{u"mode"_s, truthOf(tip.value("shared"_L1), true) ? u"multi"_s : u"single"_s},
                               {u"sort"_s, sort == 1   ? u"asc"_s
                                           : sort == 2 ? u"desc"_s
                                                       : u"none"_s}});
    if (!panel.value("timeRegions"_L1).toArray().isEmpty())
        note(panel, u"its time regions are not drawn"_s);
    const QString type = typeOf(panel);
    if (type == "bargauge"_L1) {
        const QString value = textOf(panel.value("xaxis"_L1).toObject().value("values"_L1).toArray().at(0));
        options.insert("reduceOptions"_L1,
                       QJsonObject{{u"calcs"_s, QJsonArray{value == "avg"_L1       ? u"mean"_s
                                                           : value == "total"_L1   ? u"sum"_s
                                                           : value == "current"_L1 ? u"lastNotNull"_s
                                                           : value.isEmpty()       ? u"sum"_s
                                                                                   : value}}});
        options.insert("orientation"_L1, u"vertical"_s);
    }
    for (const auto &key : consumed)
        panel.remove(key);
    fields.insert("defaults"_L1, defaults);
    fields.insert("overrides"_L1, overrides);
    panel.insert("fieldConfig"_L1, fields);
    panel.insert("options"_L1, options);
    panel.insert("type"_L1, type);
}

} // namespace wf::wire::grafana
