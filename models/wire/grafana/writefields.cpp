// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/patch.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;
using signals::ValueMapping;

namespace {

QJsonValue number(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonObject thresholds(const std::optional<signals::ThresholdSettings> &t)
{
    QJsonArray steps;
    for (const signals::ThresholdStep &step : t->steps)
        steps.append(QJsonObject{{u"color"_s, step.color}, {u"value"_s, number(step.value)}});
    return {{u"mode"_s, t->percentage ? u"percentage"_s : u"absolute"_s}, {u"steps"_s, steps}};
}

QJsonObject color(const signals::ColorSettings &c)
{
    QJsonObject out{{u"mode"_s, c.mode}};
    if (!c.fixedColor.isEmpty())
        out.insert("fixedColor"_L1, c.fixedColor);
    if (!c.seriesBy.isEmpty())
        out.insert("seriesBy"_L1, c.seriesBy);
    return out;
}

QJsonObject result(const signals::MappingResult &r)
{
    QJsonObject out;
    if (r.text)
        out.insert("text"_L1, *r.text);
    if (!r.color.isEmpty())
        out.insert("color"_L1, r.color);
    return out;
}

QJsonArray mappings(const std::vector<ValueMapping> &list)
{
    QJsonArray out;
    for (const ValueMapping &m : list) {
        switch (m.kind) {
        case ValueMapping::Value:
            out.append(QJsonObject{{u"type"_s, u"value"_s}, {u"options"_s, QJsonObject{{m.match, result(m.result)}}}});
            break;
        case ValueMapping::Range:
            out.append(QJsonObject{
                {u"type"_s, u"range"_s},
                {u"options"_s,
                 QJsonObject{{u"from"_s, number(m.from)}, {u"to"_s, number(m.to)}, {u"result"_s, result(m.result)}}}});
            break;
        case ValueMapping::Regex:
            out.append(
                QJsonObject{{u"type"_s, u"regex"_s},
                            {u"options"_s, QJsonObject{{u"pattern"_s, m.match}, {u"result"_s, result(m.result)}}}});
            break;
        case ValueMapping::Special:
            out.append(
                QJsonObject{{u"type"_s, u"special"_s},
                            {u"options"_s, QJsonObject{{u"match"_s, m.match}, {u"result"_s, result(m.result)}}}});
            break;
        }
    }
    return out;
}

QJsonObject writeOverride(const signals::FieldOverride &rule)
{
    const signals::FieldOverride was = readOverride(rule.source);
    if (rule == was && !rule.source.isEmpty())
        return rule.source;
    QJsonObject out = rule.source;
    QJsonObject matcher = out.value("matcher"_L1).toObject();
    matcher.insert("id"_L1, rule.matcher);
    if (!rule.options.isUndefined())
        matcher.insert("options"_L1, rule.options);
    QJsonArray properties;
    for (const signals::FieldProperty &p : rule.properties) {
        QJsonObject one{{u"id"_s, p.id}};
        if (!p.value.isUndefined())
            one.insert("value"_L1, p.value);
        properties.append(one);
    }
    out.insert("matcher"_L1, matcher);
    out.insert("properties"_L1, properties);
    return out;
}

} // namespace

QJsonObject writeFieldConfig(const signals::BoardPanel &panel)
{
    QJsonObject fields = panel.source.value("fieldConfig"_L1).toObject();
    QJsonObject defaults = fields.value("defaults"_L1).toObject();
    const signals::FieldSettings was = readFields(defaults), &is = panel.defaults;
    const QJsonObject before = defaults;
    patch(defaults, "unit"_L1, is.unit, was.unit);
    patch(defaults, "decimals"_L1, is.decimals, was.decimals, number);
    patch(defaults, "min"_L1, is.min, was.min, number);
    patch(defaults, "max"_L1, is.max, was.max, number);
    patch(defaults, "displayName"_L1, is.displayName, was.displayName);
    patch(defaults, "noValue"_L1, is.noValue, was.noValue);
    patch(defaults, "color"_L1, is.color, was.color, color);
    if (is.thresholds)
        patch(defaults, "thresholds"_L1, is.thresholds, was.thresholds, thresholds);
    else if (was.thresholds)
        defaults.remove("thresholds"_L1);
    patch(defaults, "mappings"_L1, is.mappings, was.mappings, mappings);
    patch(defaults, "custom"_L1, is.custom, was.custom);
    if (defaults != before)
        fields.insert("defaults"_L1, defaults);
    const QJsonArray oldRules = fields.value("overrides"_L1).toArray();
    QJsonArray rules;
    for (const signals::FieldOverride &rule : panel.overrides)
        rules.append(writeOverride(rule));
    if (rules != oldRules)
        fields.insert("overrides"_L1, rules);
    return fields;
}

} // namespace wf::wire::grafana
