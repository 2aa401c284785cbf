// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/migrate/migrate.h"

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

QJsonObject resultOf(const QJsonObject &old)
{
    QJsonObject result{{u"text"_s, textOf(old.value("text"_L1))}};
    if (old.contains("color"_L1))
        result.insert("color"_L1, old.value("color"_L1));
    return result;
}

// 30: {"type":1,"value":…} and {"type":2,"from":…} became objects by kind.
QJsonArray newMappings(const QJsonArray &list)
{
    QJsonArray out;
    QJsonObject values;
    int index = 0;
    for (const QJsonValue &one : list) {
        const QJsonObject m = one.toObject();
        if (m.value("options"_L1).isObject()) {
            out.append(m);
            continue;
        }
        QJsonObject result = resultOf(m);
        result.insert("index"_L1, index++);
        if (intOf(m.value("type"_L1), 1) == 2) {
            const auto from = numberOf(m.value("from"_L1)), to = numberOf(m.value("to"_L1));
            out.append(QJsonObject{{u"type"_s, u"range"_s},
                                   {u"options"_s, QJsonObject{{u"from"_s, from ? QJsonValue(*from) : QJsonValue()},
                                                              {u"to"_s, to ? QJsonValue(*to) : QJsonValue()},
                                                              {u"result"_s, result}}}});
        } else if (const QString value = textOf(m.value("value"_L1)); value == "null"_L1) {
            out.append(QJsonObject{{u"type"_s, u"special"_s},
                                   {u"options"_s, QJsonObject{{u"match"_s, u"null"_s}, {u"result"_s, result}}}});
        } else if (!value.isEmpty()) {
            values.insert(value, result);
        }
    }
    if (!values.isEmpty())
        out.prepend(QJsonObject{{u"type"_s, u"value"_s}, {u"options"_s, values}});
    return out;
}

// Steps with an index and "-Infinity" for the first.
QJsonArray newSteps(const QJsonArray &list)
{
    QJsonArray out;
    for (const QJsonValue &one : list) {
        QJsonObject step = one.toObject();
        step.remove("index"_L1);
        const auto value = numberOf(step.value("value"_L1));
        step.insert("value"_L1, value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null));
        out.append(step);
    }
    return out;
}

// 38: how a cell is painted.
QJsonObject cellOptionsOf(const QString &mode)
{
    if (mode == "basic"_L1 || mode == "gradient-gauge"_L1 || mode == "lcd-gauge"_L1)
        return {{u"type"_s, u"gauge"_s},
                {u"mode"_s, mode == "basic"_L1       ? u"basic"_s
                            : mode == "lcd-gauge"_L1 ? u"lcd"_s
                                                     : u"gradient"_s}};
    if (mode == "color-background-solid"_L1 || mode == "color-background"_L1)
        return {{u"type"_s, u"color-background"_s},
                {u"mode"_s, mode.endsWith("solid"_L1) ? u"basic"_s : u"gradient"_s}};
    return {{u"type"_s, mode}};
}

void migrateDefaults(QJsonObject &defaults)
{
    if (defaults.value("mappings"_L1).isArray()) {
        const QJsonArray old = defaults.value("mappings"_L1).toArray(), now = newMappings(old);
        if (now != old)
            defaults.insert("mappings"_L1, now);
    }
    QJsonObject custom = defaults.value("custom"_L1).toObject();
    if (custom.contains("displayMode"_L1) && !custom.contains("cellOptions"_L1)) {
        custom.insert("cellOptions"_L1, cellOptionsOf(textOf(custom.take("displayMode"_L1))));
        defaults.insert("custom"_L1, custom);
    }
}

QJsonArray migrateOverrides(const QJsonArray &list)
{
    QJsonArray out;
    for (const QJsonValue &one : list) {
        QJsonObject rule = one.toObject();
        QJsonArray properties;
        bool changed = false;
        for (const QJsonValue &p : rule.value("properties"_L1).toArray()) {
            QJsonObject property = p.toObject();
            const QString id = textOf(property.value("id"_L1));
            if (id == "custom.displayMode"_L1) {
                property.insert("id"_L1, u"custom.cellOptions"_s);
                property.insert("value"_L1, cellOptionsOf(textOf(property.value("value"_L1))));
                changed = true;
            } else if (id == "mappings"_L1) {
                property.insert("value"_L1, newMappings(property.value("value"_L1).toArray()));
                changed = true;
            }
            properties.append(property);
        }
        if (changed)
            rule.insert("properties"_L1, properties);
        out.append(rule);
    }
    return out;
}

// Options of the first gauges and stats: everything under fieldOptions, or flat beside it.
void migrateFieldOptions(QJsonObject &panel)
{
    QJsonObject options = panel.value("options"_L1).toObject();
    QJsonObject fields = panel.value("fieldConfig"_L1).toObject();
    QJsonObject defaults = fields.value("defaults"_L1).toObject();
    QJsonObject reduce = options.value("reduceOptions"_L1).toObject();
    const QJsonObject old = options.take("fieldOptions"_L1).toObject();
    const QJsonObject oldDefaults = old.value("defaults"_L1).toObject();
    for (auto it = oldDefaults.begin(); it != oldDefaults.end(); ++it)
        if (!defaults.contains(it.key()))
            defaults.insert(it.key() == "title"_L1 ? u"displayName"_s : it.key(), it.value());
    for (const auto &key : {"calcs"_L1, "values"_L1, "limit"_L1, "fields"_L1})
        if (old.contains(key))
            setIfAbsent(reduce, key, old.value(key));
    if (!fields.contains("overrides"_L1) && old.contains("overrides"_L1))
        fields.insert("overrides"_L1, old.value("overrides"_L1));
    const QJsonObject values = options.take("valueOptions"_L1).toObject();
    if (values.contains("stat"_L1))
        setIfAbsent(reduce, "calcs"_L1, QJsonArray{values.value("stat"_L1)});
    for (const auto &key : {"unit"_L1, "decimals"_L1})
        if (!values.value(key).isNull() && values.contains(key))
            setIfAbsent(defaults, key, values.value(key));
    for (const auto &[from, to] : {std::pair{"minValue"_L1, "min"_L1}, std::pair{"maxValue"_L1, "max"_L1},
                                   std::pair{"valueMappings"_L1, "mappings"_L1}})
        if (options.contains(from))
            setIfAbsent(defaults, to, options.take(from));
    QJsonArray steps = old.value("thresholds"_L1).toArray();
    if (options.value("thresholds"_L1).isArray())
        steps = options.take("thresholds"_L1).toArray();
    if (!steps.isEmpty())
        setIfAbsent(defaults, "thresholds"_L1, QJsonObject{{u"mode"_s, u"absolute"_s}, {u"steps"_s, newSteps(steps)}});
    options.insert("reduceOptions"_L1, reduce);
    fields.insert("defaults"_L1, defaults);
    panel.insert("fieldConfig"_L1, fields);
    panel.insert("options"_L1, options);
}

} // namespace

void migrateFields(QJsonObject &panel)
{
    const QJsonObject options = panel.value("options"_L1).toObject();
    if (options.contains("fieldOptions"_L1) || options.contains("valueOptions"_L1))
        migrateFieldOptions(panel);
    QJsonObject fields = panel.value("fieldConfig"_L1).toObject();
    if (fields.value("defaults"_L1).isObject()) {
        QJsonObject defaults = fields.value("defaults"_L1).toObject();
        migrateDefaults(defaults);
        fields.insert("defaults"_L1, defaults);
    }
    if (fields.value("overrides"_L1).isArray())
        fields.insert("overrides"_L1, migrateOverrides(fields.value("overrides"_L1).toArray()));
    if (!fields.isEmpty())
        panel.insert("fieldConfig"_L1, fields);
    QJsonObject now = panel.value("options"_L1).toObject();
    QJsonObject legend = now.value("legend"_L1).toObject();
    if (textOf(legend.value("displayMode"_L1)) == "hidden"_L1) { // 37
        legend.insert("displayMode"_L1, u"list"_s);
        legend.insert("showLegend"_L1, false);
        now.insert("legend"_L1, legend);
        panel.insert("options"_L1, now);
    }
    // 31: labels as fields are one table only after a merge
    const QJsonArray list = panel.value("transformations"_L1).toArray();
    QJsonArray out;
    for (qsizetype i = 0; i < list.size(); ++i) {
        out.append(list[i]);
        const auto idAt = [&](qsizetype at) { return textOf(list.at(at).toObject().value("id"_L1)); };
        if (idAt(i) == "labelsToFields"_L1 && (i + 1 >= list.size() || idAt(i + 1) != "merge"_L1) &&
            !list[i].toObject().value("options"_L1).toObject().contains("mode"_L1))
            out.append(QJsonObject{{u"id"_s, u"merge"_s}, {u"options"_s, QJsonObject()}});
    }
    if (out.size() != list.size())
        panel.insert("transformations"_L1, out);
}

} // namespace wf::wire::grafana
