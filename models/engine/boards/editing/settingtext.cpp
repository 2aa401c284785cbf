// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/settingtext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::SettingText", text);
}

constexpr std::array numbers{"decimals"_L1,           "min"_L1,         "max"_L1, "custom.lineWidth"_L1,
                             "custom.fillOpacity"_L1, "custom.width"_L1};
constexpr std::array words{"displayName"_L1,
                           "unit"_L1,
                           "noValue"_L1,
                           "custom.drawStyle"_L1,
                           "custom.axisPlacement"_L1,
                           "custom.lineInterpolation"_L1,
                           "custom.transform"_L1,
                           "custom.align"_L1};

template<class List>
bool isOne(const List &list, const QString &id)
{
    return std::any_of(list.begin(), list.end(), [&](const auto &one) { return id == one; });
}

QString json(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

std::optional<QJsonValue> parsed(const QString &text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &problem);
    if (problem.error != QJsonParseError::NoError || document.array().size() != 1)
        return std::nullopt;
    return document.array().at(0);
}

} // namespace

QString settingText(const signals::FieldProperty &setting)
{
    const QJsonObject object = setting.value.toObject();
    if (setting.id == "color"_L1 && object.value("mode"_L1) == "fixed"_L1 && object.size() == 2 &&
        object.contains("fixedColor"_L1))
        return object.value("fixedColor"_L1).toString();
    if (setting.value.isUndefined() || setting.value.isNull())
        return {};
    return setting.value.isString() ? setting.value.toString() : json(setting.value);
}

std::optional<QJsonValue> settingOfText(const QString &id, const QString &text)
{
    const QString trimmed = text.trimmed();
    const bool isJson = trimmed.startsWith(u'{') || trimmed.startsWith(u'[');
    if (isOne(words, id))
        return QJsonValue(text);
    if (isOne(numbers, id)) {
        bool isNumber = false;
        const double value = trimmed.toDouble(&isNumber);
        if (trimmed.isEmpty())
            return QJsonValue(QJsonValue::Null);
        return isNumber ? std::optional(QJsonValue(value)) : std::nullopt;
    }
    if (isJson)
        return parsed(trimmed);
    if (id == "color"_L1)
        return QJsonValue(QJsonObject{{u"mode"_s, u"fixed"_s}, {u"fixedColor"_s, trimmed}});
    const auto value = parsed(trimmed); // true, false, numbers
    return value && !value->isString() ? value : std::optional(QJsonValue(text));
}

QStringList settingIds(const QString &panelType)
{
    QStringList out{u"displayName"_s, u"unit"_s,    u"decimals"_s,   u"min"_s,     u"max"_s,
                    u"color"_s,       u"noValue"_s, u"thresholds"_s, u"mappings"_s};
    if (panelType == "timeseries"_L1)
        out << u"custom.drawStyle"_s << u"custom.lineWidth"_s << u"custom.fillOpacity"_s << u"custom.lineStyle"_s
            << u"custom.lineInterpolation"_s << u"custom.transform"_s << u"custom.hideFrom"_s;
    else if (panelType == "table"_L1)
        out << u"custom.width"_s << u"custom.cellOptions"_s << u"custom.hidden"_s;
    return out;
}

QString matcherText(const signals::FieldOverride &rule)
{
    return rule.options.isString()      ? rule.options.toString()
           : rule.options.isUndefined() ? QString()
                                        : json(rule.options);
}

void setMatcher(signals::FieldOverride &rule, const QString &matcher, const QString &text)
{
    const bool isJson = matcher == "byNames"_L1 || matcher == "byValue"_L1;
    const auto value = isJson ? parsed(text.trimmed()) : std::nullopt;
    rule.matcher = matcher;
    rule.options = value ? *value : QJsonValue(text);
}

std::vector<NamedChoice> matcherChoices()
{
    return {{u"byName"_s, say("Field named")},
            {u"byRegexp"_s, say("Fields whose name matches")},
            {u"byType"_s, say("Fields of type")},
            {u"byFrameRefID"_s, say("Fields of query")}};
}

std::vector<NamedChoice> transformationChoices()
{
    return {{u"organize"_s, say("Arrange and rename fields")},
            {u"merge"_s, say("Merge tables")},
            {u"joinByField"_s, say("Join by a field")},
            {u"filterFieldsByName"_s, say("Keep fields by name")},
            {u"filterByValue"_s, say("Keep rows by value")},
            {u"filterByRefId"_s, say("Keep queries")},
            {u"renameByRegex"_s, say("Rename by a pattern")},
            {u"groupBy"_s, say("Group by")},
            {u"reduce"_s, say("Reduce to one row")},
            {u"calculateField"_s, say("Add a calculated field")},
            {u"sortBy"_s, say("Sort")},
            {u"limit"_s, say("Only the first rows")},
            {u"labelsToFields"_s, say("Labels to fields")},
            {u"seriesToRows"_s, say("Series to rows")},
            {u"convertFieldType"_s, say("Convert a field")}};
}

signals::PanelTransformation newTransformation(const QString &id)
{
    signals::PanelTransformation out;
    out.id = id;
    if (id == "organize"_L1)
        out.options = {{u"excludeByName"_s, QJsonObject()},
                       {u"indexByName"_s, QJsonObject()},
                       {u"renameByName"_s, QJsonObject{{u"Value"_s, u"Value"_s}}}};
    else if (id == "joinByField"_L1)
        out.options = {{u"byField"_s, u"Time"_s}, {u"mode"_s, u"outer"_s}};
    else if (id == "filterFieldsByName"_L1)
        out.options = {{u"include"_s, QJsonObject{{u"names"_s, QJsonArray{u"Value"_s}}}}};
    else if (id == "filterByValue"_L1)
        out.options = {
            {u"type"_s, u"include"_s},
            {u"match"_s, u"any"_s},
            {u"filters"_s,
             QJsonArray{QJsonObject{
                 {u"fieldName"_s, u"Value"_s},
                 {u"config"_s, QJsonObject{{u"id"_s, u"greater"_s}, {u"options"_s, QJsonObject{{u"value"_s, 0}}}}}}}}};
    else if (id == "filterByRefId"_L1)
        out.options = {{u"include"_s, u"A"_s}};
    else if (id == "renameByRegex"_L1)
        out.options = {{u"regex"_s, u"(.*)"_s}, {u"renamePattern"_s, u"$1"_s}};
    else if (id == "groupBy"_L1)
        out.options = {
            {u"fields"_s, QJsonObject{{u"Value"_s, QJsonObject{{u"operation"_s, u"aggregate"_s},
                                                               {u"aggregations"_s, QJsonArray{u"sum"_s}}}}}}};
    else if (id == "reduce"_L1)
        out.options = {{u"reducers"_s, QJsonArray{u"lastNotNull"_s}}};
    else if (id == "calculateField"_L1)
        out.options = {{u"mode"_s, u"reduceRow"_s},
                       {u"alias"_s, u"Total"_s},
                       {u"reduce"_s, QJsonObject{{u"reducer"_s, u"sum"_s}}}};
    else if (id == "sortBy"_L1)
        out.options = {{u"sort"_s, QJsonArray{QJsonObject{{u"field"_s, u"Value"_s}, {u"desc"_s, true}}}}};
    else if (id == "limit"_L1)
        out.options = {{u"limitField"_s, 10}};
    else if (id == "convertFieldType"_L1)
        out.options = {{u"conversions"_s,
                        QJsonArray{QJsonObject{{u"targetField"_s, u"Value"_s}, {u"destinationType"_s, u"number"_s}}}}};
    return out;
}

} // namespace wf::engine
