// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/perses.h"

#include "models/wire/grafana/container/container.h"
#include "models/wire/grafana/container/loose.h"

#include <QHash>

#include <algorithm>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

QJsonObject in(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toObject();
}

// What a chart, a query or a variable is, and how.
struct Plugin {
    QString kind;
    QJsonObject spec;
};

Plugin pluginOf(const QJsonObject &spec)
{
    const QJsonObject plugin = in(spec, "plugin"_L1);
    return {textOf(plugin.value("kind"_L1)), in(plugin, "spec"_L1)};
}

// Its name and what it says of itself.
void takeDisplay(const QJsonObject &spec, QLatin1String nameKey, const QString &otherwise, QJsonObject &out)
{
    const QJsonObject display = in(spec, "display"_L1);
    out.insert(nameKey, textOf(display.value("name"_L1), otherwise));
    out.insert("description"_L1, textOf(display.value("description"_L1)));
}

// Words of Perses and what Grafana calls the same.
using Words = QHash<QString, QString>;

QString unitOf(const QString &perses)
{
    static const Words units{{u"nanoseconds"_s, u"ns"_s},
                             {u"microseconds"_s, u"µs"_s},
                             {u"milliseconds"_s, u"ms"_s},
                             {u"seconds"_s, u"s"_s},
                             {u"minutes"_s, u"m"_s},
                             {u"hours"_s, u"h"_s},
                             {u"days"_s, u"d"_s},
                             {u"percent"_s, u"percent"_s},
                             {u"percent-decimal"_s, u"percentunit"_s},
                             {u"%"_s, u"percent"_s},
                             {u"decimal"_s, u"short"_s},
                             {u"bytes"_s, u"bytes"_s},
                             {u"decbytes"_s, u"decbytes"_s},
                             {u"bits"_s, u"bits"_s},
                             {u"bytes/sec"_s, u"binBps"_s},
                             {u"decbytes/sec"_s, u"Bps"_s},
                             {u"bits/sec"_s, u"bps"_s},
                             {u"counts/sec"_s, u"cps"_s},
                             {u"events/sec"_s, u"eps"_s},
                             {u"messages/sec"_s, u"mps"_s},
                             {u"ops/sec"_s, u"ops"_s},
                             {u"packets/sec"_s, u"pps"_s},
                             {u"reads/sec"_s, u"rps"_s},
                             {u"requests/sec"_s, u"reqps"_s},
                             {u"writes/sec"_s, u"wps"_s},
                             {u"usd"_s, u"currencyUSD"_s},
                             {u"eur"_s, u"currencyEUR"_s}};
    return perses.isEmpty() ? QString() : units.value(perses.toLower(), u"suffix: "_s + perses);
}

QString reducerOf(const QString &calculation)
{
    static const Words calcs{{u"first"_s, u"first"_s},
                             {u"last"_s, u"last"_s},
                             {u"first-number"_s, u"firstNotNull"_s},
                             {u"last-number"_s, u"lastNotNull"_s},
                             {u"mean"_s, u"mean"_s},
                             {u"sum"_s, u"sum"_s},
                             {u"min"_s, u"min"_s},
                             {u"max"_s, u"max"_s}};
    return calcs.value(calculation.toLower(), u"lastNotNull"_s);
}

QString kindOf(const QString &plugin)
{
    static const Words kinds{{u"TimeSeriesChart"_s, u"timeseries"_s},
                             {u"GaugeChart"_s, u"gauge"_s},
                             {u"StatChart"_s, u"stat"_s},
                             {u"BarChart"_s, u"bargauge"_s},
                             {u"PieChart"_s, u"piechart"_s},
                             {u"Table"_s, u"table"_s},
                             {u"TimeSeriesTable"_s, u"table"_s},
                             {u"Markdown"_s, u"text"_s},
                             {u"StatusHistoryChart"_s, u"status-history"_s},
                             {u"HeatMapChart"_s, u"heatmap"_s},
                             {u"HistogramChart"_s, u"histogram"_s},
                             {u"LogsTable"_s, u"logs"_s}};
    return kinds.value(plugin, plugin);
}

// Colours are CSS in Perses, which Grafana's panels take as they are.
QJsonObject thresholdsOf(const QJsonObject &thresholds)
{
    QJsonArray steps{QJsonObject{{u"color"_s, textOf(thresholds.value("defaultColor"_L1), u"green"_s)},
                                 {u"value"_s, QJsonValue::Null}}};
    for (const QJsonValue &v : thresholds.value("steps"_L1).toArray()) {
        const QJsonObject step = v.toObject();
        if (const auto value = numberOf(step.value("value"_L1)))
            steps.append(QJsonObject{{u"color"_s, textOf(step.value("color"_L1), u"red"_s)}, {u"value"_s, *value}});
    }
    const bool isPercent = textOf(thresholds.value("mode"_L1)) == "percent"_L1;
    return {{u"mode"_s, isPercent ? u"percentage"_s : u"absolute"_s}, {u"steps"_s, steps}};
}

void takeFormat(const QJsonObject &format, QJsonObject &defaults)
{
    if (const QString unit = unitOf(textOf(format.value("unit"_L1))); !unit.isEmpty())
        defaults.insert("unit"_L1, unit);
    if (const auto decimals = numberOf(format.value("decimalPlaces"_L1)))
        defaults.insert("decimals"_L1, *decimals);
}

QJsonObject legendOf(const QJsonValue &legend)
{
    const QJsonObject o = legend.toObject();
    QJsonArray calcs;
    for (const QString &value : textsOf(o.value("values"_L1)))
        calcs.append(reducerOf(value));
    return {{u"showLegend"_s, legend.isObject()},
            {u"displayMode"_s, textOf(o.value("mode"_L1), u"list"_s)},
            {u"placement"_s, textOf(o.value("position"_L1), u"bottom"_s)},
            {u"calcs"_s, calcs}};
}

// Fields and options of one plug-in.
void takePlugin(const QString &kind, const QJsonObject &spec, QJsonObject &panel)
{
    QJsonObject defaults, custom, options;
    takeFormat(in(spec, "format"_L1), defaults);
    const QJsonObject axis = in(spec, "yAxis"_L1);
    takeFormat(in(axis, "format"_L1), defaults);
    for (const auto &key : {"min"_L1, "max"_L1}) {
        if (const auto edge = numberOf(axis.value(key)))
            defaults.insert(key, *edge);
        if (const auto edge = numberOf(spec.value(key)))
            defaults.insert(key, *edge);
    }
    if (spec.value("thresholds"_L1).isObject())
        defaults.insert("thresholds"_L1, thresholdsOf(in(spec, "thresholds"_L1)));
    options.insert("reduceOptions"_L1,
                   QJsonObject{{u"calcs"_s, QJsonArray{reducerOf(textOf(spec.value("calculation"_L1)))}},
                               {u"fields"_s, QString()},
                               {u"values"_s, false}});
    if (kind == "timeseries"_L1) {
        options = {{u"legend"_s, legendOf(spec.value("legend"_L1))}};
        const QJsonObject visual = in(spec, "visual"_L1);
        custom = {{u"drawStyle"_s, textOf(visual.value("display"_L1)) == "bar"_L1 ? u"bars"_s : u"line"_s},
                  {u"lineWidth"_s, numberOf(visual.value("lineWidth"_L1)).value_or(1)},
                  {u"fillOpacity"_s, 100 * std::clamp(numberOf(visual.value("areaOpacity"_L1)).value_or(0), 0.0, 1.0)},
                  {u"spanNulls"_s, truthOf(visual.value("connectNulls"_L1))},
                  {u"stacking"_s,
                   QJsonObject{{u"mode"_s, textOf(visual.value("stack"_L1)) == "all"_L1 ? u"normal"_s : u"none"_s}}}};
        if (!textOf(axis.value("label"_L1)).isEmpty())
            custom.insert("axisLabel"_L1, axis.value("label"_L1));
        if (spec.value("thresholds"_L1).isObject())
            custom.insert("thresholdsStyle"_L1, QJsonObject{{u"mode"_s, u"line"_s}});
    } else if (kind == "stat"_L1) {
        options.insert("graphMode"_L1, spec.value("sparkline"_L1).isObject() ? u"area"_s : u"none"_s);
        options.insert("colorMode"_L1, u"value"_s);
    } else if (kind == "piechart"_L1) {
        options.insert("legend"_L1, legendOf(spec.value("legend"_L1)));
    } else if (kind == "text"_L1) {
        options = {{u"mode"_s, u"markdown"_s}, {u"content"_s, textOf(spec.value("text"_L1))}};
    }
    if (spec.contains("querySettings"_L1) || spec.contains("columnSettings"_L1))
        note(panel, u"settings of single queries and columns are not applied"_s);
    defaults.insert("custom"_L1, custom);
    panel.insert("fieldConfig"_L1, QJsonObject{{u"defaults"_s, defaults}, {u"overrides"_s, QJsonArray()}});
    panel.insert("options"_L1, options);
}

QJsonArray targetsOf(const QJsonArray &queries, const QString &kind)
{
    QJsonArray out;
    for (const QJsonValue &v : queries) {
        const auto [asks, spec] = pluginOf(in(v.toObject(), "spec"_L1));
        const QString source = asks.startsWith("Prometheus"_L1) ? u"prometheus"_s
                               : asks.startsWith("Loki"_L1)     ? u"loki"_s
                                                                : asks;
        QJsonObject target{{u"refId"_s, QString(QChar(u'A' + static_cast<char16_t>(out.size() % 26)))},
                           {u"datasource"_s, QJsonObject{{u"type"_s, source}}},
                           {u"expr"_s, textOf(spec.value("query"_L1))},
                           {u"legendFormat"_s, textOf(spec.value("seriesNameFormat"_L1), u"__auto"_s)}};
        if (const QString step = textOf(spec.value("minStep"_L1)); !step.isEmpty())
            target.insert("interval"_L1, step);
        if (kind == "table"_L1) {
            target.insert("instant"_L1, true);
            target.insert("range"_L1, false);
            target.insert("format"_L1, u"table"_s);
        }
        out.append(target);
    }
    return out;
}

QJsonObject panelOf(const QJsonObject &from, const QString &path)
{
    const QJsonObject spec = in(from, "spec"_L1);
    const Plugin plugin = pluginOf(spec);
    const QString kind = kindOf(plugin.kind);
    QJsonObject panel{{u"type"_s, kind}, {pathKey, path}};
    takeDisplay(spec, "title"_L1, {}, panel);
    takePlugin(kind, plugin.spec, panel);
    const QJsonArray targets = targetsOf(spec.value("queries"_L1).toArray(), kind);
    panel.insert("targets"_L1, targets);
    if (!targets.isEmpty())
        panel.insert("datasource"_L1, targets.first().toObject().value("datasource"_L1));
    if (!spec.value("links"_L1).toArray().isEmpty())
        note(panel, u"panel links are not offered"_s);
    return panel;
}

// "#/spec/panels/cpu": names hold "~1" for a slash.
QString panelName(const QJsonObject &item)
{
    static const QString root = u"#/spec/panels/"_s;
    QString name = textOf(in(item, "content"_L1).value("$ref"_L1));
    return name.startsWith(root) ? name.mid(root.size()).replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1) : QString();
}

// Grids one below the other; one with a title is a row.
QJsonArray panelsOf(const QJsonObject &spec, const QString &path)
{
    const QJsonObject panels = in(spec, "panels"_L1);
    QJsonArray out;
    int id = 0, top = 0;
    for (const QJsonValue &v : spec.value("layouts"_L1).toArray()) {
        const QJsonObject grid = in(v.toObject(), "spec"_L1), display = in(grid, "display"_L1);
        const QString title = textOf(display.value("title"_L1));
        const bool isOpen = truthOf(in(display, "collapse"_L1).value("open"_L1), true);
        QJsonArray placed;
        int bottom = top + (title.isEmpty() ? 0 : 1);
        const int first = bottom;
        for (const QJsonValue &one : grid.value("items"_L1).toArray()) {
            const QJsonObject item = one.toObject();
            const QString name = panelName(item);
            if (!panels.value(name).isObject() || static_cast<std::size_t>(id) >= mostPanels)
                continue;
            QJsonObject panel = panelOf(panels.value(name).toObject(), u"%1.panels.%2"_s.arg(path, name));
            const auto held = [&item](QLatin1String key, int otherwise, int most) {
                return std::clamp(intOf(item.value(key), otherwise), 0, most);
            };
            const int y = first + held("y"_L1, 0, 10'000), h = std::max(1, held("height"_L1, 8, 1000));
            panel.insert("id"_L1, ++id);
            panel.insert("gridPos"_L1, QJsonObject{{u"x"_s, held("x"_L1, 0, 23)},
                                                   {u"y"_s, y},
                                                   {u"w"_s, std::max(1, held("width"_L1, 12, 24))},
                                                   {u"h"_s, h}});
            if (const QString repeat = textOf(grid.value("repeatVariable"_L1)); !repeat.isEmpty() && title.isEmpty())
                panel.insert("repeat"_L1, repeat);
            bottom = std::max(bottom, y + h);
            placed.append(panel);
        }
        if (!title.isEmpty()) {
            QJsonObject row{{u"type"_s, u"row"_s},
                            {u"id"_s, ++id},
                            {u"title"_s, title},
                            {u"collapsed"_s, !isOpen},
                            {u"gridPos"_s, QJsonObject{{u"x"_s, 0}, {u"y"_s, top}, {u"w"_s, 24}, {u"h"_s, 1}}},
                            {u"panels"_s, isOpen ? QJsonArray() : placed}};
            if (const QString repeat = textOf(grid.value("repeatVariable"_L1)); !repeat.isEmpty())
                row.insert("repeat"_L1, repeat);
            out.append(row);
        }
        if (title.isEmpty() || isOpen)
            for (const QJsonValue &panel : placed)
                out.append(panel);
        top = bottom;
    }
    return out;
}

QString queryOf(const QString &kind, const QJsonObject &spec)
{
    const QStringList matchers = textsOf(spec.value("matchers"_L1));
    if (kind == "PrometheusLabelNamesVariable"_L1)
        return u"label_names(%1)"_s.arg(matchers.value(0));
    if (kind == "PrometheusPromQLVariable"_L1)
        return u"query_result(%1)"_s.arg(textOf(spec.value("expr"_L1)));
    const QString label = textOf(spec.value("labelName"_L1));
    return matchers.isEmpty() ? u"label_values(%1)"_s.arg(label)
                              : u"label_values(%1, %2)"_s.arg(matchers.front(), label);
}

QString staticList(const QJsonArray &values)
{
    QStringList out;
    for (const QJsonValue &v : values) {
        const QString value = textOf(v.isObject() ? v.toObject().value("value"_L1) : v).replace(u',', "\\,"_L1);
        const QString label = textOf(v.toObject().value("label"_L1)).replace(u',', "\\,"_L1);
        out << (label.isEmpty() || label == value ? value : QString(label + " : "_L1 + value));
    }
    return out.join(u',');
}

QJsonObject variableOf(const QJsonObject &from, const QString &path)
{
    const QJsonObject spec = in(from, "spec"_L1);
    QJsonObject out{{u"name"_s, textOf(spec.value("name"_L1))},
                    {u"hide"_s, truthOf(in(spec, "display"_L1).value("hidden"_L1)) ? 2 : 0},
                    {pathKey, path}};
    takeDisplay(spec, "label"_L1, {}, out);
    if (textOf(from.value("kind"_L1)) == "TextVariable"_L1) {
        const bool isFixed = truthOf(spec.value("constant"_L1));
        out.insert("type"_L1, isFixed ? u"constant"_s : u"textbox"_s);
        if (isFixed) // a constant that is shown is a text box to Grafana
            out.insert("hide"_L1, 2);
        out.insert("query"_L1, textOf(spec.value("value"_L1)));
        return out;
    }
    const auto [kind, asked] = pluginOf(spec);
    const bool isStatic = kind == "StaticListVariable"_L1;
    out.insert("type"_L1, isStatic ? u"custom"_s : u"query"_s);
    out.insert("query"_L1, isStatic ? staticList(asked.value("values"_L1).toArray()) : queryOf(kind, asked));
    if (!isStatic) {
        out.insert("datasource"_L1, QJsonObject{{u"type"_s, kind.startsWith("Loki"_L1) ? u"loki"_s : u"prometheus"_s}});
        out.insert("refresh"_L1, 2);
    }
    out.insert("multi"_L1, truthOf(spec.value("allowMultiple"_L1)));
    out.insert("includeAll"_L1, truthOf(spec.value("allowAllValue"_L1)));
    out.insert("allValue"_L1, textOf(spec.value("customAllValue"_L1)));
    if (const QString regex = textOf(spec.value("capturingRegexp"_L1)); !regex.isEmpty())
        out.insert("regex"_L1, QString(u'/' + regex + u'/'));
    static const QStringList orders{
        u"none"_s,           u"alphabetical-asc"_s,    u"alphabetical-desc"_s,   u"numerical-asc"_s,
        u"numerical-desc"_s, u"alphabetical-ci-asc"_s, u"alphabetical-ci-desc"_s};
    out.insert("sort"_L1, static_cast<int>(std::max<qsizetype>(0, orders.indexOf(textOf(spec.value("sort"_L1))))));
    QJsonArray chosen;
    for (const QString &value : textsOf(spec.value("defaultValue"_L1)))
        chosen.append(value);
    if (!chosen.isEmpty())
        out.insert("current"_L1, QJsonObject{{u"text"_s, chosen}, {u"value"_s, chosen}});
    return out;
}

} // namespace

bool isPerses(const QJsonObject &resource)
{
    const QJsonObject spec = in(resource, "spec"_L1);
    return textOf(resource.value("kind"_L1)) == "Dashboard"_L1 && spec.value("panels"_L1).isObject() &&
           spec.value("layouts"_L1).isArray();
}

QJsonObject persesToClassic(const QJsonObject &resource, const QString &path)
{
    const QJsonObject spec = in(resource, "spec"_L1);
    const QString name = textOf(in(resource, "metadata"_L1).value("name"_L1));
    QJsonArray variables;
    const QJsonArray all = spec.value("variables"_L1).toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(all.size(), mostVariables); ++i)
        variables.append(variableOf(all[i].toObject(), u"%1.spec.variables[%2]"_s.arg(path).arg(i)));
    const QString duration = textOf(spec.value("duration"_L1), u"1h"_s);
    QJsonObject out{{u"uid"_s, name},
                    {u"schemaVersion"_s, 39},
                    {u"time"_s, QJsonObject{{u"from"_s, QString(u"now-"_s + duration)}, {u"to"_s, u"now"_s}}},
                    {u"templating"_s, QJsonObject{{u"list"_s, variables}}},
                    {u"panels"_s, panelsOf(spec, path + ".spec"_L1)}};
    takeDisplay(spec, "title"_L1, name, out);
    if (const QString refresh = textOf(spec.value("refreshInterval"_L1)); !refresh.isEmpty() && refresh != "0s"_L1)
        out.insert("refresh"_L1, refresh);
    return out;
}

} // namespace wf::wire::grafana
