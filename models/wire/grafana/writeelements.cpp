// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/elements/elementlayout.h"
#include "models/wire/grafana/elements/elements.h"
#include "models/wire/grafana/elements/elementwords.h"
#include "models/wire/grafana/migrate/migrate.h"
#include "models/wire/grafana/patch.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;
using signals::BoardPanel;

namespace {

QJsonObject queryOf(const QJsonObject &target, const QJsonValue &panelSource)
{
    QJsonObject spec = target;
    for (const auto &key : {"refId"_L1, "hide"_L1, "datasource"_L1})
        spec.remove(key);
    const QJsonObject own = target.value("datasource"_L1).toObject();
    const QJsonObject ds = own.isEmpty() ? panelSource.toObject() : own;
    QJsonObject query{{u"kind"_s, u"DataQuery"_s},
                      {u"group"_s, textOf(ds.value("type"_L1), u"prometheus"_s)},
                      {u"version"_s, u"v0"_s},
                      {u"spec"_s, spec}};
    if (const QString uid = textOf(ds.value("uid"_L1)); !uid.isEmpty())
        query.insert("datasource"_L1, QJsonObject{{u"name"_s, uid}});
    return {{u"kind"_s, u"PanelQuery"_s},
            {u"spec"_s, QJsonObject{{u"refId"_s, target.value("refId"_L1)},
                                    {u"hidden"_s, truthOf(target.value("hide"_L1))},
                                    {u"query"_s, query}}}};
}

QJsonObject elementOf(const BoardPanel &panel)
{
    QJsonObject spec = writePanel(panel);
    QJsonArray queries, transformations;
    for (const QJsonValue &t : spec.value("targets"_L1).toArray())
        queries.append(queryOf(t.toObject(), spec.value("datasource"_L1)));
    for (const QJsonValue &t : spec.value("transformations"_L1).toArray())
        transformations.append(
            QJsonObject{{u"kind"_s, u"Transformation"_s}, {u"group"_s, t.toObject().value("id"_L1)}, {u"spec"_s, t}});
    QJsonObject options;
    for (const auto &key : {"interval"_L1, "maxDataPoints"_L1, "timeFrom"_L1, "timeShift"_L1, "hideTimeOverride"_L1})
        if (spec.contains(key))
            options.insert(key, spec.take(key));
    const QJsonObject viz{{u"kind"_s, u"VizConfig"_s},
                          {u"group"_s, panel.type},
                          {u"version"_s, textOf(spec.take("pluginVersion"_L1))},
                          {u"spec"_s, QJsonObject{{u"options"_s, spec.value("options"_L1).toObject()},
                                                  {u"fieldConfig"_s, spec.value("fieldConfig"_L1).toObject()}}}};
    for (const auto &key : {"type"_L1, "targets"_L1, "transformations"_L1, "options"_L1, "fieldConfig"_L1, "gridPos"_L1,
                            "datasource"_L1, "repeat"_L1, "repeatDirection"_L1, "maxPerRow"_L1, ownKey})
        spec.remove(key);
    spec.insert("vizConfig"_L1, viz);
    spec.insert("data"_L1, QJsonObject{{u"kind"_s, u"QueryGroup"_s},
                                       {u"spec"_s, QJsonObject{{u"queries"_s, queries},
                                                               {u"transformations"_s, transformations},
                                                               {u"queryOptions"_s, options}}}});
    return {{u"kind"_s, u"Panel"_s}, {u"spec"_s, spec}};
}

const BoardPanel *panelOfPath(const std::vector<BoardPanel> &panels, const QString &path)
{
    for (const BoardPanel &p : panels) {
        if (p.path == path && !p.isRow())
            return &p;
        if (const BoardPanel *child = panelOfPath(p.children, path))
            return child;
    }
    return nullptr;
}

// The same but for where it stands.
bool isSamePanel(BoardPanel a, const BoardPanel &b)
{
    a.place = b.place;
    a.repeat = b.repeat;
    a.condition = b.condition;
    a.id = b.id;
    return a == b;
}

// v2alpha1 names a plug-in by its kind; later ones have one kind and a group.
bool isAlpha(const QJsonObject &element)
{
    return !element.value("spec"_L1).toObject().value("vizConfig"_L1).toObject().contains("group"_L1);
}

void overlay(QJsonObject &object, QLatin1String key, const QJsonObject &with)
{
    QJsonObject inner = object.value(key).toObject();
    for (auto it = with.begin(); it != with.end(); ++it)
        inner.insert(it.key(), it.value());
    object.insert(key, inner);
}

// A question in the words of v2alpha1.
QJsonObject alphaQuery(const QJsonObject &panelQuery)
{
    QJsonObject spec = panelQuery.value("spec"_L1).toObject();
    const QJsonObject query = spec.value("query"_L1).toObject();
    const QString group = textOf(query.value("group"_L1)),
                  uid = textOf(query.value("datasource"_L1).toObject().value("name"_L1));
    spec.insert("query"_L1, QJsonObject{{u"kind"_s, group}, {u"spec"_s, query.value("spec"_L1)}});
    QJsonObject ds{{u"type"_s, group}};
    if (!uid.isEmpty())
        ds.insert("uid"_L1, uid);
    spec.insert("datasource"_L1, ds);
    return {{u"kind"_s, u"PanelQuery"_s}, {u"spec"_s, spec}};
}

// What was edited, over what stood there: keys nobody knows stay, and so does what did not change.
QJsonObject editedElement(const BoardPanel &is, const BoardPanel &was, const QJsonObject &before)
{
    const QJsonObject made = elementOf(is).value("spec"_L1).toObject();
    const bool alpha = isAlpha(before);
    QJsonObject out = before, spec = before.value("spec"_L1).toObject();
    for (auto it = made.begin(); it != made.end(); ++it)
        if (it.key() != "vizConfig"_L1 && it.key() != "data"_L1)
            spec.insert(it.key(), it.value());
    const QJsonObject viz = made.value("vizConfig"_L1).toObject();
    QJsonObject newViz = spec.value("vizConfig"_L1).toObject();
    newViz.insert(alpha ? "kind"_L1 : "group"_L1, is.type);
    overlay(newViz, "spec"_L1, viz.value("spec"_L1).toObject());
    spec.insert("vizConfig"_L1, newViz);
    const QJsonObject group = made.value("data"_L1).toObject().value("spec"_L1).toObject();
    QJsonObject data = spec.value("data"_L1).toObject(), inner = data.value("spec"_L1).toObject();
    const QJsonArray formerQueries = inner.value("queries"_L1).toArray(), queries = group.value("queries"_L1).toArray();
    QJsonArray newQueries;
    for (std::size_t i = 0; i < is.targets.size(); ++i) {
        const auto at = std::ranges::find(was.targets, is.targets[i]);
        const auto old = static_cast<qsizetype>(at - was.targets.begin());
        const QJsonObject now = queries[static_cast<qsizetype>(i)].toObject();
        newQueries.append(at != was.targets.end() && old < formerQueries.size() ? formerQueries[old]
                          : alpha                                               ? QJsonValue(alphaQuery(now))
                                                                                : QJsonValue(now));
    }
    inner.insert("queries"_L1, newQueries);
    if (is.transformations != was.transformations) {
        QJsonArray list;
        for (const QJsonValue &one : group.value("transformations"_L1).toArray()) {
            QJsonObject t = one.toObject();
            if (alpha)
                t.insert("kind"_L1, t.take("group"_L1));
            list.append(t);
        }
        inner.insert("transformations"_L1, list);
    }
    overlay(inner, "queryOptions"_L1, group.value("queryOptions"_L1).toObject());
    data.insert("spec"_L1, inner);
    spec.insert("data"_L1, data);
    out.insert("spec"_L1, spec);
    return out;
}

QJsonObject variableElement(const signals::BoardVariable &variable)
{
    static constexpr std::array kinds{"QueryVariable"_L1,    "CustomVariable"_L1,  "IntervalVariable"_L1,
                                      "ConstantVariable"_L1, "TextVariable"_L1,    "DatasourceVariable"_L1,
                                      "AdhocVariable"_L1,    "GroupByVariable"_L1, "SwitchVariable"_L1,
                                      "SnapshotVariable"_L1, "CustomVariable"_L1};
    const auto word = [](const auto &words, int at) {
        return QString(words[static_cast<std::size_t>(std::clamp(at, 0, static_cast<int>(words.size()) - 1))]);
    };
    using Kind = signals::BoardVariable::Kind;
    QJsonObject spec = writeVariable(variable);
    spec.remove("type"_L1);
    spec.insert("hide"_L1, word(words::hides, variable.hide));
    if (variable.kind == Kind::Query) {
        spec.insert("refresh"_L1, word(words::refreshes, variable.refresh));
        spec.insert("sort"_L1, word(words::sorts, variable.sort));
        QJsonObject query{{u"kind"_s, u"DataQuery"_s},
                          {u"group"_s, variable.dataSource.type.isEmpty() ? u"prometheus"_s : variable.dataSource.type},
                          {u"version"_s, u"v0"_s},
                          {u"spec"_s, QJsonObject{{u"__legacyStringValue"_s, variable.query}}}};
        if (!variable.dataSource.uid.isEmpty())
            query.insert("datasource"_L1, QJsonObject{{u"name"_s, variable.dataSource.uid}});
        spec.insert("query"_L1, query);
        spec.remove("datasource"_L1);
    }
    if (variable.kind == Kind::DataSource)
        spec.insert("pluginId"_L1, variable.query);
    return {{u"kind"_s, word(kinds, static_cast<int>(variable.kind))}, {u"spec"_s, spec}};
}

// All panels but rows, in their order.
void collect(const std::vector<BoardPanel> &panels, std::vector<const BoardPanel *> &out)
{
    for (const BoardPanel &p : panels) {
        if (!p.isRow())
            out.push_back(&p);
        collect(p.children, out);
    }
}

// Elements keep the names they had; new ones are called after their identifier.
QJsonObject elementsOf(const signals::Dashboard &is, const signals::Dashboard &was, const QJsonObject &before,
                       ElementNames &names)
{
    std::vector<const BoardPanel *> panels;
    collect(is.panels, panels);
    QJsonObject out;
    for (const BoardPanel *p : panels) {
        QString name = elementOfPath(p->path);
        const bool isOld = !name.isEmpty() && before.contains(name) && !out.contains(name);
        if (!isOld) {
            name = u"panel-%1"_s.arg(p->id);
            for (int n = 2; out.contains(name) || before.contains(name); ++n)
                name = u"panel-%1-%2"_s.arg(p->id).arg(n);
        }
        names.insert(p, name);
        const BoardPanel *former = isOld ? panelOfPath(was.panels, u"$.elements['%1']"_s.arg(name)) : nullptr;
        const QJsonObject there = before.value(name).toObject();
        out.insert(name, !former                    ? elementOf(*p)
                         : isSamePanel(*p, *former) ? there
                                                    : editedElement(*p, *former, there));
    }
    return out;
}

QJsonArray variablesOf(const signals::Dashboard &is, const signals::Dashboard &was, const QJsonArray &before)
{
    QJsonArray out;
    for (const signals::BoardVariable &v : is.variables) {
        const auto at = std::ranges::find(was.variables, v);
        const auto old = static_cast<qsizetype>(at - was.variables.begin());
        out.append(at != was.variables.end() && old < before.size() ? before[old] : QJsonValue(variableElement(v)));
    }
    return out;
}

QJsonArray annotationsOf(const signals::Dashboard &is)
{
    QJsonArray out;
    for (const signals::BoardAnnotation &a : is.annotations)
        out.append(QJsonObject{{u"kind"_s, u"AnnotationQuery"_s},
                               {u"spec"_s, QJsonObject{{u"name"_s, a.name},
                                                       {u"enable"_s, a.enabled},
                                                       {u"builtIn"_s, a.builtIn},
                                                       {u"hide"_s, false},
                                                       {u"iconColor"_s, a.iconColor},
                                                       {u"query"_s, QJsonObject{{u"kind"_s, u"DataQuery"_s},
                                                                                {u"group"_s, a.dataSource.type},
                                                                                {u"version"_s, u"v0"_s},
                                                                                {u"spec"_s, a.source}}}}}});
    return out;
}

QString syncOf(const signals::Dashboard &dashboard)
{
    return dashboard.sharedCrosshair == 1 ? u"Crosshair"_s : dashboard.sharedCrosshair == 2 ? u"Tooltip"_s : u"Off"_s;
}

} // namespace

QJsonObject classicToElements(const signals::Dashboard &dashboard)
{
    QJsonObject out = writeClassic(dashboard);
    for (const auto &key : {"panels"_L1, "templating"_L1, "time"_L1, "timezone"_L1, "refresh"_L1, "graphTooltip"_L1,
                            "annotations"_L1, "schemaVersion"_L1, "id"_L1, "uid"_L1, "version"_L1})
        out.remove(key);
    out.insert("timeSettings"_L1, QJsonObject{{u"from"_s, dashboard.from},
                                              {u"to"_s, dashboard.to},
                                              {u"timezone"_s, dashboard.timezone},
                                              {u"autoRefresh"_s, dashboard.refresh}});
    out.insert("cursorSync"_L1, syncOf(dashboard));
    ElementNames names;
    out.insert("elements"_L1, elementsOf(dashboard, {}, {}, names));
    out.insert("layout"_L1, writeLayout(dashboard, names, {}, {}));
    out.insert("variables"_L1, variablesOf(dashboard, {}, {}));
    out.insert("annotations"_L1, annotationsOf(dashboard));
    return out;
}

QJsonObject writeElements(const signals::Dashboard &is, const QJsonObject &before)
{
    const signals::Dashboard was = readClassic(migrated(elementsToClassic(before, u"$"_s), u"$"_s));
    QJsonObject out = before;
    patch(out, "title"_L1, is.title, was.title);
    patch(out, "description"_L1, is.description, was.description);
    patch(out, "tags"_L1, is.tags, was.tags, [](const QStringList &l) { return QJsonArray::fromStringList(l); });
    QJsonObject times = out.value("timeSettings"_L1).toObject();
    patch(times, "from"_L1, is.from, was.from);
    patch(times, "to"_L1, is.to, was.to);
    patch(times, "timezone"_L1, is.timezone, was.timezone);
    patch(times, "autoRefresh"_L1, is.refresh, was.refresh);
    if (!times.isEmpty())
        out.insert("timeSettings"_L1, times);
    if (is.sharedCrosshair != was.sharedCrosshair)
        out.insert("cursorSync"_L1, syncOf(is));
    ElementNames names;
    const QJsonObject formerElements = before.value("elements"_L1).toObject();
    QJsonObject elements = elementsOf(is, was, formerElements, names);
    std::vector<const BoardPanel *> shown;
    collect(was.panels, shown);
    QSet<QString> placed;
    for (const BoardPanel *p : shown)
        placed.insert(elementOfPath(p->path));
    for (auto it = formerElements.begin(); it != formerElements.end(); ++it)
        if (!placed.contains(it.key())) // no layout named it before either
            elements.insert(it.key(), it.value());
    out.insert("elements"_L1, elements);
    out.insert("layout"_L1, writeLayout(is, names, was, before.value("layout"_L1).toObject()));
    if (is.variables != was.variables)
        out.insert("variables"_L1, variablesOf(is, was, before.value("variables"_L1).toArray()));
    if (is.annotations != was.annotations)
        out.insert("annotations"_L1, annotationsOf(is));
    return out;
}

} // namespace wf::wire::grafana
