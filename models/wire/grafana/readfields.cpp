// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/read.h"

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;
using signals::FieldSettings;
using signals::ValueMapping;

signals::ThresholdSettings readThresholds(const QJsonObject &thresholds)
{
    signals::ThresholdSettings out;
    out.percentage = textOf(thresholds.value("mode"_L1)) == "percentage"_L1;
    for (const QJsonValue &step : thresholds.value("steps"_L1).toArray())
        out.steps.push_back({numberOf(step.toObject().value("value"_L1)), textOf(step.toObject().value("color"_L1))});
    return out;
}

signals::ColorSettings readColor(const QJsonObject &color)
{
    return {textOf(color.value("mode"_L1)), textOf(color.value("fixedColor"_L1)), textOf(color.value("seriesBy"_L1))};
}

namespace {

signals::MappingResult resultOf(const QJsonObject &result)
{
    signals::MappingResult out;
    if (const QJsonValue text = result.value("text"_L1); !text.isUndefined() && !text.isNull())
        out.text = textOf(text);
    out.color = textOf(result.value("color"_L1));
    return out;
}

} // namespace

std::vector<ValueMapping> readMappings(const QJsonArray &mappings)
{
    std::vector<ValueMapping> out;
    for (const QJsonValue &one : mappings) {
        const QJsonObject m = one.toObject(), options = m.value("options"_L1).toObject();
        const QString type = textOf(m.value("type"_L1));
        const signals::MappingResult result = resultOf(options.value("result"_L1).toObject());
        if (type == "value"_L1)
            for (auto it = options.begin(); it != options.end(); ++it)
                out.push_back({ValueMapping::Value, it.key(), {}, {}, resultOf(it.value().toObject())});
        else if (type == "range"_L1)
            out.push_back({ValueMapping::Range,
                           {},
                           numberOf(options.value("from"_L1)),
                           numberOf(options.value("to"_L1)),
                           result});
        else if (type == "regex"_L1)
            out.push_back({ValueMapping::Regex, textOf(options.value("pattern"_L1)), {}, {}, result});
        else if (type == "special"_L1)
            out.push_back({ValueMapping::Special, textOf(options.value("match"_L1)), {}, {}, result});
    }
    return out;
}

FieldSettings readFields(const QJsonObject &defaults)
{
    FieldSettings out;
    out.unit = textOf(defaults.value("unit"_L1));
    out.decimals = numberOf(defaults.value("decimals"_L1));
    out.min = numberOf(defaults.value("min"_L1));
    out.max = numberOf(defaults.value("max"_L1));
    out.displayName = textOf(defaults.value("displayName"_L1));
    out.noValue = textOf(defaults.value("noValue"_L1));
    out.color = readColor(defaults.value("color"_L1).toObject());
    if (defaults.value("thresholds"_L1).isObject())
        out.thresholds = readThresholds(defaults.value("thresholds"_L1).toObject());
    out.mappings = readMappings(defaults.value("mappings"_L1).toArray());
    out.custom = defaults.value("custom"_L1).toObject();
    return out;
}

signals::FieldOverride readOverride(const QJsonObject &rule)
{
    signals::FieldOverride out;
    const QJsonObject matcher = rule.value("matcher"_L1).toObject();
    out.matcher = textOf(matcher.value("id"_L1));
    out.options = matcher.value("options"_L1);
    for (const QJsonValue &p : rule.value("properties"_L1).toArray())
        out.properties.push_back({textOf(p.toObject().value("id"_L1)), p.toObject().value("value"_L1)});
    out.source = rule;
    return out;
}

bool applyProperty(FieldSettings &fields, const signals::FieldProperty &property)
{
    const QString &id = property.id;
    const QJsonValue &v = property.value;
    if (id.startsWith("custom."_L1)) {
        const QStringList path = id.mid(7).split(u'.');
        if (path.size() == 1) {
            fields.custom.insert(path[0], v);
        } else { // "custom.hideFrom.viz"
            QJsonObject inner = fields.custom.value(path[0]).toObject();
            inner.insert(path[1], v);
            fields.custom.insert(path[0], inner);
        }
    } else if (id == "unit"_L1)
        fields.unit = textOf(v);
    else if (id == "decimals"_L1)
        fields.decimals = numberOf(v);
    else if (id == "min"_L1)
        fields.min = numberOf(v);
    else if (id == "max"_L1)
        fields.max = numberOf(v);
    else if (id == "displayName"_L1)
        fields.displayName = textOf(v);
    else if (id == "noValue"_L1)
        fields.noValue = textOf(v);
    else if (id == "color"_L1)
        fields.color = readColor(v.toObject());
    else if (id == "thresholds"_L1)
        fields.thresholds = readThresholds(v.toObject());
    else if (id == "mappings"_L1)
        fields.mappings = readMappings(v.toArray());
    else
        return id == "links"_L1 || id == "description"_L1 || id == "filterable"_L1;
    return true;
}

} // namespace wf::wire::grafana
