// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/elements.h"
#include "models/wire/grafana/loose.h"
#include "models/wire/grafana/write.h"

#include <QHash>

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
                            "datasource"_L1, "repeat"_L1, "repeatDirection"_L1, "maxPerRow"_L1})
        spec.remove(key);
    spec.insert("vizConfig"_L1, viz);
    spec.insert("data"_L1, QJsonObject{{u"kind"_s, u"QueryGroup"_s},
                                       {u"spec"_s, QJsonObject{{u"queries"_s, queries},
                                                               {u"transformations"_s, transformations},
                                                               {u"queryOptions"_s, options}}}});
    return {{u"kind"_s, u"Panel"_s}, {u"spec"_s, spec}};
}

QJsonObject repeatOf(const BoardPanel &panel)
{
    QJsonObject repeat{{u"mode"_s, u"variable"_s},
                       {u"value"_s, panel.repeat.variable},
                       {u"direction"_s, panel.repeat.vertical ? u"v"_s : u"h"_s}};
    if (panel.repeat.maxPerRow > 0)
        repeat.insert("maxPerRow"_L1, panel.repeat.maxPerRow);
    return repeat;
}

// Panels of one row (or of a dashboard without rows) in a grid of its own.
QJsonObject gridOf(const std::vector<const BoardPanel *> &panels, int top,
                   const QHash<const BoardPanel *, QString> &names)
{
    QJsonArray items;
    for (const BoardPanel *p : panels) {
        QJsonObject spec{{u"x"_s, p->place.x},
                         {u"y"_s, std::max(0, p->place.y - top)},
                         {u"width"_s, p->place.w},
                         {u"height"_s, p->place.h},
                         {u"element"_s, QJsonObject{{u"kind"_s, u"ElementReference"_s}, {u"name"_s, names.value(p)}}}};
        if (!p->repeat.variable.isEmpty())
            spec.insert("repeat"_L1, repeatOf(*p));
        items.append(QJsonObject{{u"kind"_s, u"GridLayoutItem"_s}, {u"spec"_s, spec}});
    }
    return {{u"kind"_s, u"GridLayout"_s}, {u"spec"_s, QJsonObject{{u"items"_s, items}}}};
}

struct Section {
    const BoardPanel *row = nullptr; // null: what stands before the first row
    std::vector<const BoardPanel *> panels;
};

std::vector<Section> sectionsOf(const signals::Dashboard &dashboard)
{
    std::vector<Section> out{{}};
    for (const BoardPanel &p : dashboard.panels) {
        if (!p.isRow()) {
            out.back().panels.push_back(&p);
            continue;
        }
        out.push_back({&p, {}});
        for (const BoardPanel &child : p.children)
            out.back().panels.push_back(&child);
    }
    if (out.front().panels.empty() && out.size() > 1)
        out.erase(out.begin());
    return out;
}

QJsonObject layoutOf(const std::vector<Section> &sections, const QHash<const BoardPanel *, QString> &names)
{
    if (sections.size() == 1 && !sections.front().row)
        return gridOf(sections.front().panels, 0, names);
    QJsonArray rows;
    for (const Section &s : sections) {
        QJsonObject spec{{u"title"_s, s.row ? s.row->title : QString()},
                         {u"collapse"_s, s.row && s.row->collapsed},
                         {u"layout"_s, gridOf(s.panels, s.row ? s.row->place.y + 1 : 0, names)}};
        if (!s.row)
            spec.insert("hideHeader"_L1, true);
        if (s.row && !s.row->repeat.variable.isEmpty())
            spec.insert("repeat"_L1, repeatOf(*s.row));
        rows.append(QJsonObject{{u"kind"_s, u"RowsLayoutRow"_s}, {u"spec"_s, spec}});
    }
    return {{u"kind"_s, u"RowsLayout"_s}, {u"spec"_s, QJsonObject{{u"rows"_s, rows}}}};
}

QJsonObject variableElement(const signals::BoardVariable &variable)
{
    static constexpr std::array kinds{"QueryVariable"_L1,    "CustomVariable"_L1,  "IntervalVariable"_L1,
                                      "ConstantVariable"_L1, "TextVariable"_L1,    "DatasourceVariable"_L1,
                                      "AdhocVariable"_L1,    "GroupByVariable"_L1, "SwitchVariable"_L1,
                                      "SnapshotVariable"_L1, "CustomVariable"_L1};
    static constexpr std::array hides{"dontHide"_L1, "hideLabel"_L1, "hideVariable"_L1, "inControlsMenu"_L1};
    static constexpr std::array refreshes{"never"_L1, "onDashboardLoad"_L1, "onTimeRangeChanged"_L1};
    static constexpr std::array sorts{"disabled"_L1,
                                      "alphabeticalAsc"_L1,
                                      "alphabeticalDesc"_L1,
                                      "numericalAsc"_L1,
                                      "numericalDesc"_L1,
                                      "alphabeticalCaseInsensitiveAsc"_L1,
                                      "alphabeticalCaseInsensitiveDesc"_L1,
                                      "naturalAsc"_L1,
                                      "naturalDesc"_L1};
    const auto word = [](const auto &words, int at) {
        return QString(words[static_cast<std::size_t>(std::clamp(at, 0, static_cast<int>(words.size()) - 1))]);
    };
    using Kind = signals::BoardVariable::Kind;
    QJsonObject spec = writeVariable(variable);
    spec.remove("type"_L1);
    spec.insert("hide"_L1, word(hides, variable.hide));
    if (variable.kind == Kind::Query) {
        spec.insert("refresh"_L1, word(refreshes, variable.refresh));
        spec.insert("sort"_L1, word(sorts, variable.sort));
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
    out.insert("cursorSync"_L1, dashboard.sharedCrosshair == 1   ? u"Crosshair"_s
                                : dashboard.sharedCrosshair == 2 ? u"Tooltip"_s
                                                                 : u"Off"_s);
    const std::vector<Section> sections = sectionsOf(dashboard);
    QHash<const BoardPanel *, QString> names;
    QJsonObject elements;
    for (const Section &s : sections)
        for (const BoardPanel *p : s.panels) {
            QString name = u"panel-%1"_s.arg(p->id);
            for (int n = 2; elements.contains(name); ++n)
                name = u"panel-%1-%2"_s.arg(p->id).arg(n);
            names.insert(p, name);
            elements.insert(name, elementOf(*p));
        }
    out.insert("elements"_L1, elements);
    out.insert("layout"_L1, layoutOf(sections, names));
    QJsonArray variables, annotations;
    for (const signals::BoardVariable &v : dashboard.variables)
        variables.append(variableElement(v));
    for (const signals::BoardAnnotation &a : dashboard.annotations)
        annotations.append(QJsonObject{{u"kind"_s, u"AnnotationQuery"_s},
                                       {u"spec"_s, QJsonObject{{u"name"_s, a.name},
                                                               {u"enable"_s, a.enabled},
                                                               {u"builtIn"_s, a.builtIn},
                                                               {u"hide"_s, false},
                                                               {u"iconColor"_s, a.iconColor},
                                                               {u"query"_s, QJsonObject{{u"kind"_s, u"DataQuery"_s},
                                                                                        {u"group"_s, a.dataSource.type},
                                                                                        {u"version"_s, u"v0"_s},
                                                                                        {u"spec"_s, a.source}}}}}});
    out.insert("variables"_L1, variables);
    out.insert("annotations"_L1, annotations);
    return out;
}

} // namespace wf::wire::grafana
