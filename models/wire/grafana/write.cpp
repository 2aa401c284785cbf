// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/write.h"

#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/migrate/migrate.h"
#include "models/wire/grafana/patch.h"
#include "models/wire/grafana/read.h"

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

QJsonValue dataSource(const signals::DataSourceRef &ref)
{
    if (ref.isNull())
        return QJsonValue::Null;
    QJsonObject out;
    if (!ref.type.isEmpty())
        out.insert("type"_L1, ref.type);
    if (!ref.uid.isEmpty())
        out.insert("uid"_L1, ref.uid);
    return out;
}

QJsonObject place(const signals::GridPlace &p)
{
    return {{u"x"_s, p.x}, {u"y"_s, p.y}, {u"w"_s, p.w}, {u"h"_s, p.h}};
}

QJsonObject target(const signals::PanelTarget &is)
{
    QJsonObject out = is.source;
    const signals::PanelTarget was = readTarget(is.source);
    patch(out, "refId"_L1, is.refId, was.refId);
    patch(out, "datasource"_L1, is.dataSource, was.dataSource, dataSource);
    patch(out, "expr"_L1, is.expr, was.expr);
    patch(out, "legendFormat"_L1, is.legend, was.legend);
    patch(out, "instant"_L1, is.instant, was.instant);
    if (is.range != readTarget(out).range)
        out.insert("range"_L1, is.range);
    patch(out, "format"_L1, is.format, was.format);
    patch(out, "interval"_L1, is.interval, was.interval);
    patch(out, "intervalFactor"_L1, is.intervalFactor, was.intervalFactor);
    patch(out, "hide"_L1, is.hidden, was.hidden);
    return out;
}

QJsonObject transformation(const signals::PanelTransformation &is)
{
    QJsonObject out = is.source;
    const signals::PanelTransformation was = readTransformation(is.source);
    patch(out, "id"_L1, is.id, was.id);
    patch(out, "options"_L1, is.options, was.options);
    patch(out, "disabled"_L1, is.disabled, was.disabled);
    return out;
}

QJsonObject annotation(const signals::BoardAnnotation &is)
{
    QJsonObject out = is.source;
    const signals::BoardAnnotation was = readAnnotation(is.source);
    patch(out, "name"_L1, is.name, was.name);
    patch(out, "datasource"_L1, is.dataSource, was.dataSource, dataSource);
    patch(out, "enable"_L1, is.enabled, was.enabled);
    if (is.builtIn != was.builtIn)
        out.insert("builtIn"_L1, is.builtIn ? 1 : 0);
    patch(out, "expr"_L1, is.expr, was.expr);
    patch(out, "iconColor"_L1, is.iconColor, was.iconColor);
    return out;
}

template<class List, class Write>
void patchList(QJsonObject &object, QLatin1String key, const List &list, Write write)
{
    QJsonArray out;
    for (const auto &one : list)
        out.append(write(one));
    if (!out.isEmpty() || !object.value(key).toArray().isEmpty())
        object.insert(key, out);
}

void patchGrid(QJsonObject &out, const signals::BoardPanel &is, const signals::BoardPanel &was)
{
    if (is.place != was.place || !out.contains("gridPos"_L1))
        out.insert("gridPos"_L1, place(is.place));
    patch(out, "repeat"_L1, is.repeat.variable, was.repeat.variable);
    if (is.repeat.vertical != was.repeat.vertical)
        out.insert("repeatDirection"_L1, is.repeat.vertical ? u"v"_s : u"h"_s);
    patch(out, "maxPerRow"_L1, is.repeat.maxPerRow, was.repeat.maxPerRow);
}

// What only the second schema can say.
void patchOwn(QJsonObject &out, const signals::BoardPanel &is, const signals::BoardPanel &was)
{
    if (is.depth == was.depth && is.isTab == was.isTab && is.hidesHeader == was.hidesHeader &&
        is.condition == was.condition)
        return;
    QJsonObject own = out.value(ownKey).toObject();
    const auto set = [&own](QLatin1String key, const QJsonValue &value, bool isSaid) {
        if (isSaid)
            own.insert(key, value);
        else
            own.remove(key);
    };
    if (is.isRow()) {
        set("depth"_L1, is.depth, is.depth > 0);
        set("tab"_L1, true, is.isTab);
        set("hideHeader"_L1, true, is.hidesHeader);
    }
    set(conditionKey, is.condition, !is.condition.isEmpty());
    if (own.isEmpty())
        out.remove(ownKey);
    else
        out.insert(ownKey, own);
}

} // namespace

QJsonObject writePanel(const signals::BoardPanel &is)
{
    QJsonObject out = is.source;
    const signals::BoardPanel was = readPanel(is.source);
    patch(out, "id"_L1, is.id, was.id);
    patch(out, "type"_L1, is.type, was.type);
    patch(out, "title"_L1, is.title, was.title);
    patch(out, "description"_L1, is.description, was.description);
    patch(out, "transparent"_L1, is.transparent, was.transparent);
    patchGrid(out, is, was);
    patch(out, "datasource"_L1, is.dataSource, was.dataSource, dataSource);
    patchList(out, "targets"_L1, is.targets, target);
    if (const QJsonObject fields = writeFieldConfig(is); !fields.isEmpty())
        out.insert("fieldConfig"_L1, fields);
    patchList(out, "transformations"_L1, is.transformations, transformation);
    patch(out, "options"_L1, is.options, was.options);
    patch(out, "interval"_L1, is.interval, was.interval);
    if (is.maxDataPoints != was.maxDataPoints)
        out.insert("maxDataPoints"_L1, is.maxDataPoints ? QJsonValue(*is.maxDataPoints) : QJsonValue());
    patch(out, "timeFrom"_L1, is.timeFrom, was.timeFrom);
    patch(out, "timeShift"_L1, is.timeShift, was.timeShift);
    patchOwn(out, is, was);
    if (is.isRow()) {
        patch(out, "collapsed"_L1, is.collapsed, was.collapsed);
        QJsonArray children;
        for (const signals::BoardPanel &child : is.children)
            children.append(writePanel(child));
        out.insert("panels"_L1, children);
    }
    return out;
}

QJsonObject writeVariable(const signals::BoardVariable &is)
{
    QJsonObject out = is.source;
    const signals::BoardVariable was = readVariable(is.source);
    if (is.type != was.type || !out.contains("type"_L1))
        out.insert("type"_L1, is.type);
    patch(out, "name"_L1, is.name, was.name);
    patch(out, "label"_L1, is.label, was.label);
    patch(out, "description"_L1, is.description, was.description);
    patch(out, "hide"_L1, is.hide, was.hide);
    patch(out, "datasource"_L1, is.dataSource, was.dataSource, dataSource);
    patch(out, "query"_L1, is.query, was.query);
    patch(out, "regex"_L1, is.regex, was.regex);
    patch(out, "refresh"_L1, is.refresh, was.refresh);
    patch(out, "sort"_L1, is.sort, was.sort);
    patch(out, "multi"_L1, is.multi, was.multi);
    patch(out, "includeAll"_L1, is.includeAll, was.includeAll);
    patch(out, "allValue"_L1, is.allValue, was.allValue);
    if (is.currentText != was.currentText || is.currentValue != was.currentValue)
        out.insert("current"_L1, QJsonObject{{u"text"_s, QJsonArray::fromStringList(is.currentText)},
                                             {u"value"_s, QJsonArray::fromStringList(is.currentValue)}});
    if (is.options != was.options) {
        QJsonArray options;
        for (const signals::VariableOption &o : is.options)
            options.append(QJsonObject{{u"text"_s, o.text}, {u"value"_s, o.value}, {u"selected"_s, o.selected}});
        out.insert("options"_L1, options);
    }
    patch(out, "auto"_L1, is.isAuto, was.isAuto);
    patch(out, "auto_count"_L1, is.autoCount, was.autoCount);
    patch(out, "auto_min"_L1, is.autoMin, was.autoMin);
    if (is.filters != was.filters) {
        QJsonArray filters;
        for (const signals::AdHocFilter &f : is.filters)
            filters.append(QJsonObject{{u"key"_s, f.key}, {u"operator"_s, f.op}, {u"value"_s, f.value}});
        out.insert("filters"_L1, filters);
    }
    return out;
}

QJsonObject writeClassic(const signals::Dashboard &is)
{
    QJsonObject out = is.source;
    const signals::Dashboard was = readClassic(is.source);
    patch(out, "uid"_L1, is.uid, was.uid);
    patch(out, "title"_L1, is.title, was.title);
    patch(out, "description"_L1, is.description, was.description);
    patch(out, "tags"_L1, is.tags, was.tags, [](const QStringList &l) { return QJsonArray::fromStringList(l); });
    patch(out, "timezone"_L1, is.timezone, was.timezone);
    if (is.from != was.from || is.to != was.to) {
        QJsonObject time = out.value("time"_L1).toObject();
        time.insert("from"_L1, is.from);
        time.insert("to"_L1, is.to);
        out.insert("time"_L1, time);
    }
    patch(out, "refresh"_L1, is.refresh, was.refresh);
    patch(out, "graphTooltip"_L1, is.sharedCrosshair, was.sharedCrosshair);
    QJsonArray panels;
    for (const signals::BoardPanel &p : is.panels)
        panels.append(writePanel(p));
    out.insert("panels"_L1, panels);
    QJsonObject templating = out.value("templating"_L1).toObject();
    patchList(templating, "list"_L1, is.variables, writeVariable);
    if (!templating.isEmpty())
        out.insert("templating"_L1, templating);
    QJsonObject annotations = out.value("annotations"_L1).toObject();
    patchList(annotations, "list"_L1, is.annotations, annotation);
    if (!annotations.isEmpty())
        out.insert("annotations"_L1, annotations);
    out.insert("schemaVersion"_L1, newestSchema);
    return out;
}

namespace {

void forget(std::vector<signals::BoardPanel> &panels)
{
    for (signals::BoardPanel &p : panels) {
        p.source = {};
        for (auto &t : p.transformations)
            t.source = {};
        for (auto &o : p.overrides)
            o.source = {};
        for (auto &t : p.targets)
            t.source = {};
        forget(p.children);
    }
}

} // namespace

signals::Dashboard withoutSource(signals::Dashboard d)
{
    d.source = {};
    forget(d.panels);
    for (auto &v : d.variables)
        v.source = {};
    for (auto &a : d.annotations)
        a.source = {};
    return d;
}

QString firstDifference(const QJsonValue &a, const QJsonValue &b, const QString &path)
{
    if (a == b)
        return {};
    if (a.isObject() && b.isObject()) {
        const QJsonObject x = a.toObject(), y = b.toObject();
        for (const QString &key : x.keys() + y.keys())
            if (const QString at = firstDifference(x.value(key), y.value(key), path + u'.' + key); !at.isEmpty())
                return at;
    }
    if (a.isArray() && b.isArray() && a.toArray().size() == b.toArray().size()) {
        const QJsonArray x = a.toArray(), y = b.toArray();
        for (qsizetype i = 0; i < x.size(); ++i)
            if (const QString at = firstDifference(x[i], y[i], u"%1[%2]"_s.arg(path).arg(i)); !at.isEmpty())
                return at;
    }
    return path;
}

} // namespace wf::wire::grafana
