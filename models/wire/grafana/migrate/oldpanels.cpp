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

QJsonArray thresholdSteps(const QJsonValue &thresholds, const QJsonArray &colors)
{
    QJsonArray steps;
    QStringList values = textsOf(thresholds);
    if (values.size() == 1)
        values = values.front().split(u',', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < colors.size() && i <= values.size(); ++i) {
        const QJsonValue at = i == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(numberOf(values[i - 1]).value_or(0));
        steps.append(QJsonObject{{u"color"_s, textOf(colors[i])}, {u"value"_s, at}});
    }
    return steps;
}

// One entry of `styles`: a column, or all of them.
QJsonArray propertiesOf(const QJsonObject &style)
{
    QJsonArray p;
    const QString type = textOf(style.value("type"_L1));
    if (const QString alias = textOf(style.value("alias"_L1)); !alias.isEmpty())
        p.append(property(u"displayName"_s, alias));
    if (type == "hidden"_L1)
        p.append(property(u"custom.hidden"_s, true));
    if (type == "date"_L1) {
        const QString format = textOf(style.value("dateFormat"_L1));
        p.append(property(u"unit"_s, format.isEmpty() ? u"dateTimeAsIso"_s : u"time:"_s + format));
    } else if (const QString unit = textOf(style.value("unit"_L1)); !unit.isEmpty()) {
        p.append(property(u"unit"_s, unit));
    }
    if (const auto decimals = numberOf(style.value("decimals"_L1)); decimals && type == "number"_L1)
        p.append(property(u"decimals"_s, *decimals));
    if (const QString align = textOf(style.value("align"_L1)); !align.isEmpty())
        p.append(property(u"custom.align"_s, align));
    const QJsonArray steps = thresholdSteps(style.value("thresholds"_L1), style.value("colors"_L1).toArray());
    const QString mode = textOf(style.value("colorMode"_L1));
    if (!mode.isEmpty() && steps.size() > 1) {
        p.append(property(u"thresholds"_s, QJsonObject{{u"mode"_s, u"absolute"_s}, {u"steps"_s, steps}}));
        p.append(property(u"custom.cellOptions"_s,
                          QJsonObject{{u"type"_s, mode == "value"_L1 ? u"color-text"_s : u"color-background"_s}}));
    }
    QJsonArray mappings;
    for (const QJsonValue &m : style.value("valueMaps"_L1).toArray())
        mappings.append(QJsonObject{{u"type"_s, 1},
                                    {u"value"_s, textOf(m.toObject().value("value"_L1))},
                                    {u"text"_s, textOf(m.toObject().value("text"_L1))}});
    if (!mappings.isEmpty())
        p.append(property(u"mappings"_s, mappings));
    if (truthOf(style.value("link"_L1)))
        p.append(property(u"links"_s,
                          QJsonArray{QJsonObject{{u"title"_s, textOf(style.value("linkTooltip"_L1))},
                                                 {u"url"_s, textOf(style.value("linkUrl"_L1))},
                                                 {u"targetBlank"_s, truthOf(style.value("linkTargetBlank"_L1))}}}));
    return p;
}

// `transform` of the old table, as transformations.
void addTransform(QJsonObject &panel)
{
    const QString how = textOf(panel.value("transform"_L1));
    QJsonArray list = panel.value("transformations"_L1).toArray();
    const auto add = [&](const QString &id, const QJsonObject &options) {
        list.append(QJsonObject{{u"id"_s, id}, {u"options"_s, options}});
    };
    if (how == "timeseries_to_rows"_L1) {
        add(u"seriesToRows"_s, {});
    } else if (how == "timeseries_to_columns"_L1) {
        add(u"seriesToColumns"_s, {{u"byField"_s, u"Time"_s}});
    } else if (how == "timeseries_aggregations"_L1) {
        QJsonArray reducers;
        for (const QJsonValue &c : panel.value("columns"_L1).toArray()) {
            const QString value = textOf(c.toObject().value("value"_L1));
            reducers.append(value == "avg"_L1       ? u"mean"_s
                            : value == "current"_L1 ? u"lastNotNull"_s
                            : value == "total"_L1   ? u"sum"_s
                                                    : value);
        }
        add(u"reduce"_s, {{u"reducers"_s, reducers}});
    } else if (how == "table"_L1 && panel.value("targets"_L1).toArray().size() > 1) {
        add(u"merge"_s, {});
    } else if (how == "annotations"_L1 || how == "json"_L1) {
        note(panel, u"its rows of %1 are not shown"_s.arg(how));
    }
    if (!list.isEmpty())
        panel.insert("transformations"_L1, list);
}

} // namespace

void oldTableToTable(QJsonObject &panel)
{
    QJsonObject fields = panel.value("fieldConfig"_L1).toObject();
    QJsonObject defaults = fields.value("defaults"_L1).toObject();
    QJsonArray overrides = fields.value("overrides"_L1).toArray();
    QJsonObject options = panel.value("options"_L1).toObject();
    addTransform(panel);
    for (const QJsonValue &one : panel.value("styles"_L1).toArray()) {
        const QJsonObject style = one.toObject();
        const QString pattern = textOf(style.value("pattern"_L1));
        const QJsonArray properties = propertiesOf(style);
        if (pattern == "/.*/"_L1) { // everything else
            for (const QJsonValue &p : properties) {
                const QString id = p.toObject().value("id"_L1).toString();
                if (id == "unit"_L1 || id == "decimals"_L1 || id == "thresholds"_L1)
                    defaults.insert(id, p.toObject().value("value"_L1));
            }
            continue;
        }
        const bool regex = pattern.startsWith(u'/') && pattern.endsWith(u'/');
        if (!properties.isEmpty() && !pattern.isEmpty())
            overrides.append(QJsonObject{
                {u"matcher"_s, QJsonObject{{u"id"_s, regex ? u"byRegexp"_s : u"byName"_s}, {u"options"_s, pattern}}},
                {u"properties"_s, properties}});
    }
    options.insert("showHeader"_L1, truthOf(panel.value("showHeader"_L1), true));
    for (const auto &key : {"styles"_L1, "transform"_L1, "columns"_L1, "showHeader"_L1, "fontSize"_L1, "scroll"_L1,
                            "pageSize"_L1, "sort"_L1})
        panel.remove(key);
    fields.insert("defaults"_L1, defaults);
    fields.insert("overrides"_L1, overrides);
    panel.insert("fieldConfig"_L1, fields);
    panel.insert("options"_L1, options);
    panel.insert("type"_L1, u"table"_s);
}

void oldPieToPie(QJsonObject &panel)
{
    QJsonObject fields = panel.value("fieldConfig"_L1).toObject();
    QJsonObject defaults = fields.value("defaults"_L1).toObject();
    QJsonArray overrides = fields.value("overrides"_L1).toArray();
    QJsonObject options = panel.value("options"_L1).toObject();
    if (const QString unit = textOf(panel.value("format"_L1)); !unit.isEmpty())
        defaults.insert("unit"_L1, unit);
    if (const auto decimals = numberOf(panel.value("decimals"_L1)))
        defaults.insert("decimals"_L1, *decimals);
    const QJsonObject colors = panel.value("aliasColors"_L1).toObject();
    for (auto it = colors.begin(); it != colors.end(); ++it)
        overrides.append(QJsonObject{
            {u"matcher"_s, QJsonObject{{u"id"_s, u"byName"_s}, {u"options"_s, it.key()}}},
            {u"properties"_s, QJsonArray{property(u"color"_s, QJsonObject{{u"mode"_s, u"fixed"_s},
                                                                          {u"fixedColor"_s, textOf(it.value())}})}}});
    const QString value = textOf(panel.value("valueName"_L1), u"current"_s);
    const QString calc = value == "current"_L1 ? u"lastNotNull"_s
                         : value == "avg"_L1   ? u"mean"_s
                         : value == "total"_L1 ? u"sum"_s
                                               : value;
    options.insert("reduceOptions"_L1, QJsonObject{{u"calcs"_s, QJsonArray{calc}}});
    options.insert("pieType"_L1, textOf(panel.value("pieType"_L1), u"pie"_s));
    const QJsonObject legend = panel.value("legend"_L1).toObject();
    QJsonArray values;
    if (truthOf(legend.value("values"_L1)))
        values.append(u"value"_s);
    if (truthOf(legend.value("percentage"_L1)))
        values.append(u"percent"_s);
    const bool right = textOf(panel.value("legendType"_L1)).startsWith("Right"_L1);
    options.insert("legend"_L1, QJsonObject{{u"showLegend"_s, truthOf(legend.value("show"_L1), true)},
                                            {u"displayMode"_s, u"list"_s},
                                            {u"placement"_s, right ? u"right"_s : u"bottom"_s},
                                            {u"values"_s, values}});
    if (!textOf(panel.value("combine"_L1).toObject().value("threshold"_L1)).isEmpty() &&
        numberOf(panel.value("combine"_L1).toObject().value("threshold"_L1)).value_or(0) > 0)
        note(panel, u"small slices are not combined"_s);
    for (const auto &key :
         {"format"_L1, "decimals"_L1, "aliasColors"_L1, "valueName"_L1, "pieType"_L1, "legend"_L1, "legendType"_L1,
          "combine"_L1, "breakPoint"_L1, "fontSize"_L1, "strokeWidth"_L1, "nullPointMode"_L1})
        panel.remove(key);
    fields.insert("defaults"_L1, defaults);
    fields.insert("overrides"_L1, overrides);
    panel.insert("fieldConfig"_L1, fields);
    panel.insert("options"_L1, options);
    panel.insert("type"_L1, u"piechart"_s);
}

void oldHeatmapToHeatmap(QJsonObject &panel)
{
    QJsonObject options = panel.value("options"_L1).toObject();
    const QJsonObject color = panel.value("color"_L1).toObject(), axis = panel.value("yAxis"_L1).toObject();
    const bool buckets = textOf(panel.value("dataFormat"_L1)) == "tsbuckets"_L1;
    QString scheme = textOf(color.value("colorScheme"_L1), u"interpolateOranges"_s);
    if (scheme.startsWith("interpolate"_L1))
        scheme.remove(0, 11);
    options.insert("calculate"_L1, !buckets);
    options.insert("color"_L1,
                   QJsonObject{{u"mode"_s, textOf(color.value("mode"_L1)) == "opacity"_L1 ? u"opacity"_s : u"scheme"_s},
                               {u"scheme"_s, scheme},
                               {u"fill"_s, textOf(color.value("cardColor"_L1))},
                               {u"exponent"_s, numberOf(color.value("exponent"_L1)).value_or(0.5)},
                               {u"steps"_s, 128}});
    QJsonObject y{{u"unit"_s, textOf(axis.value("format"_L1))},
                  {u"reverse"_s, truthOf(panel.value("reverseYBuckets"_L1))}};
    for (const auto &key : {"min"_L1, "max"_L1, "decimals"_L1})
        if (const auto n = numberOf(axis.value(key)))
            y.insert(key, *n);
    options.insert("yAxis"_L1, y);
    const QString bound = textOf(panel.value("yBucketBound"_L1), u"auto"_s);
    options.insert("rowsFrame"_L1, QJsonObject{{u"layout"_s, bound == "upper"_L1    ? u"le"_s
                                                             : bound == "lower"_L1  ? u"ge"_s
                                                             : bound == "middle"_L1 ? u"unknown"_s
                                                                                    : u"auto"_s}});
    options.insert("legend"_L1,
                   QJsonObject{{u"show"_s, truthOf(panel.value("legend"_L1).toObject().value("show"_L1))}});
    if (truthOf(panel.value("hideZeroBuckets"_L1)))
        options.insert("filterValues"_L1, QJsonObject{{u"le"_s, 1e-9}});
    for (const auto &key : {"dataFormat"_L1, "color"_L1, "yAxis"_L1, "xAxis"_L1, "yBucketBound"_L1, "yBucketNumber"_L1,
                            "yBucketSize"_L1, "xBucketNumber"_L1, "xBucketSize"_L1, "cards"_L1, "heatmap"_L1,
                            "hideZeroBuckets"_L1, "highlightCards"_L1, "reverseYBuckets"_L1, "legend"_L1, "tooltip"_L1})
        panel.remove(key);
    panel.insert("options"_L1, options);
}

void oldListToList(QJsonObject &panel)
{
    static constexpr std::array keys{
        std::pair{"starred"_L1, "showStarred"_L1}, std::pair{"recent"_L1, "showRecentlyViewed"_L1},
        std::pair{"search"_L1, "showSearch"_L1},   std::pair{"headings"_L1, "showHeadings"_L1},
        std::pair{"limit"_L1, "maxItems"_L1},      std::pair{"query"_L1, "query"_L1},
        std::pair{"folderId"_L1, "folderId"_L1},   std::pair{"tags"_L1, "tags"_L1}};
    QJsonObject options = panel.value("options"_L1).toObject();
    // Newer files repeat some of them beside their options.
    const bool isOld = std::ranges::any_of(keys, [&](const auto &key) { return panel.contains(key.first); }) &&
                       std::ranges::none_of(keys, [&](const auto &key) { return options.contains(key.second); });
    if (!isOld)
        return;
    for (const auto &[from, to] : keys)
        if (panel.contains(from))
            options.insert(to, panel.take(from));
    panel.insert("options"_L1, options);
}

} // namespace wf::wire::grafana
