// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/migrate/migrate.h"

#include <array>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

QString reducerOf(const QString &valueName)
{
    if (valueName == "current"_L1 || valueName == "name"_L1 || valueName == "last_time"_L1)
        return u"lastNotNull"_s;
    if (valueName == "total"_L1)
        return u"sum"_s;
    if (valueName == "first"_L1 || valueName == "min"_L1 || valueName == "max"_L1 || valueName == "delta"_L1 ||
        valueName == "diff"_L1 || valueName == "range"_L1)
        return valueName;
    return u"mean"_s;
}

QJsonObject thresholdsOf(const QJsonObject &panel)
{
    const QStringList values = textOf(panel.value("thresholds"_L1)).split(u',', Qt::SkipEmptyParts);
    const QJsonArray colors = panel.value("colors"_L1).toArray();
    QJsonArray steps;
    for (qsizetype i = 0; i < colors.size() && i <= values.size(); ++i) {
        const QJsonValue at =
            i == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(numberOf(values[i - 1].trimmed()).value_or(0));
        steps.append(QJsonObject{{u"color"_s, textOf(colors[i])}, {u"value"_s, at}});
    }
    return {{u"mode"_s, u"absolute"_s}, {u"steps"_s, steps}};
}

void addMappings(const QJsonObject &panel, QJsonObject &defaults)
{
    QJsonArray mappings;
    const bool ranges = intOf(panel.value("mappingType"_L1), 1) == 2;
    int index = 0;
    for (const QJsonValue &one : panel.value(ranges ? "rangeMaps"_L1 : "valueMaps"_L1).toArray()) {
        const QJsonObject m = one.toObject();
        QJsonObject old{{u"type"_s, ranges ? 2 : 1}, {u"text"_s, textOf(m.value("text"_L1))}, {u"id"_s, index++}};
        for (const auto &key : {"value"_L1, "from"_L1, "to"_L1})
            if (m.contains(key))
                old.insert(key, textOf(m.value(key), u"null"_s));
        mappings.append(old); // of the second shape; migrateFields goes on
    }
    if (!mappings.isEmpty())
        defaults.insert("mappings"_L1, mappings);
}

constexpr std::array consumed{"valueName"_L1,      "format"_L1,          "thresholds"_L1,    "colors"_L1,
                              "colorValue"_L1,     "colorBackground"_L1, "sparkline"_L1,     "gauge"_L1,
                              "valueMaps"_L1,      "rangeMaps"_L1,       "mappingType"_L1,   "mappingTypes"_L1,
                              "nullText"_L1,       "decimals"_L1,        "prefix"_L1,        "postfix"_L1,
                              "prefixFontSize"_L1, "postfixFontSize"_L1, "valueFontSize"_L1, "nullPointMode"_L1};

} // namespace

void singleStatToStat(QJsonObject &panel)
{
    QJsonObject fields = panel.value("fieldConfig"_L1).toObject();
    QJsonObject defaults = fields.value("defaults"_L1).toObject();
    QJsonObject options = panel.value("options"_L1).toObject();
    const QString valueName = textOf(panel.value("valueName"_L1), u"avg"_s);
    const QString unit = textOf(panel.value("format"_L1), u"none"_s);
    const QString prefix = textOf(panel.value("prefix"_L1)), postfix = textOf(panel.value("postfix"_L1));
    defaults.insert("unit"_L1, unit);
    if ((!prefix.isEmpty() || !postfix.isEmpty()) && (unit == "none"_L1 || unit.isEmpty()))
        defaults.insert("unit"_L1, QString(prefix.isEmpty() ? u"suffix:"_s + postfix : u"prefix:"_s + prefix));
    else if (!prefix.trimmed().isEmpty() || !postfix.trimmed().isEmpty())
        note(panel, u"the words \u201c%1\u201d around its value are left out"_s.arg(
                        QString(prefix + u' ' + postfix).trimmed()));
    if (const auto decimals = numberOf(panel.value("decimals"_L1)))
        defaults.insert("decimals"_L1, *decimals);
    if (const QString none = textOf(panel.value("nullText"_L1)); !none.isEmpty())
        defaults.insert("noValue"_L1, none);
    defaults.insert("thresholds"_L1, thresholdsOf(panel));
    defaults.insert("color"_L1, QJsonObject{{u"mode"_s, u"thresholds"_s}});
    addMappings(panel, defaults);
    const QJsonObject gauge = panel.value("gauge"_L1).toObject();
    const bool asGauge = truthOf(gauge.value("show"_L1));
    options.insert(
        "reduceOptions"_L1,
        QJsonObject{{u"calcs"_s, QJsonArray{reducerOf(valueName)}}, {u"fields"_s, QString()}, {u"values"_s, false}});
    options.insert("orientation"_L1, u"horizontal"_s);
    if (asGauge) {
        defaults.insert("min"_L1, numberOf(gauge.value("minValue"_L1)).value_or(0));
        defaults.insert("max"_L1, numberOf(gauge.value("maxValue"_L1)).value_or(100));
        options.insert("showThresholdMarkers"_L1, truthOf(gauge.value("thresholdMarkers"_L1), true));
        options.insert("showThresholdLabels"_L1, truthOf(gauge.value("thresholdLabels"_L1)));
    } else {
        const bool background = truthOf(panel.value("colorBackground"_L1));
        options.insert("colorMode"_L1, background                              ? u"background"_s
                                       : truthOf(panel.value("colorValue"_L1)) ? u"value"_s
                                                                               : u"none"_s);
        const QJsonObject spark = panel.value("sparkline"_L1).toObject();
        options.insert("graphMode"_L1, truthOf(spark.value("show"_L1)) ? u"area"_s : u"none"_s);
        options.insert("textMode"_L1, valueName == "name"_L1 ? u"name"_s : u"auto"_s);
    }
    for (const auto &key : consumed)
        panel.remove(key);
    fields.insert("defaults"_L1, defaults);
    if (!fields.contains("overrides"_L1))
        fields.insert("overrides"_L1, QJsonArray());
    panel.insert("fieldConfig"_L1, fields);
    panel.insert("options"_L1, options);
    panel.insert("type"_L1, asGauge ? u"gauge"_s : u"stat"_s);
}

} // namespace wf::wire::grafana
