// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/read.h"

#include <algorithm>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;
using signals::BoardPanel;

signals::DataSourceRef readDataSource(const QJsonValue &value)
{
    if (value.isObject())
        return {textOf(value.toObject().value("type"_L1)), textOf(value.toObject().value("uid"_L1))};
    const QString name = textOf(value); // a name or a variable, as before 33
    return {QString(), name == "default"_L1 ? QString() : name};
}

signals::PanelTarget readTarget(const QJsonObject &target)
{
    signals::PanelTarget out;
    out.refId = textOf(target.value("refId"_L1));
    out.dataSource = readDataSource(target.value("datasource"_L1));
    out.expr = textOf(target.value("expr"_L1));
    out.legend = textOf(target.value("legendFormat"_L1));
    out.instant = truthOf(target.value("instant"_L1)) || textOf(target.value("queryType"_L1)) == "instant"_L1;
    out.range = truthOf(target.value("range"_L1), !out.instant);
    out.format = textOf(target.value("format"_L1));
    if (out.format == "time_series"_L1)
        out.format.clear();
    out.interval = textOf(target.value("interval"_L1));
    out.intervalFactor = std::clamp(numberOf(target.value("intervalFactor"_L1)).value_or(1), 1.0, 1000.0);
    out.hidden = truthOf(target.value("hide"_L1));
    out.source = target;
    return out;
}

signals::PanelTransformation readTransformation(const QJsonObject &entry)
{
    return {textOf(entry.value("id"_L1)), entry.value("options"_L1).toObject(), truthOf(entry.value("disabled"_L1)),
            entry};
}

namespace {

signals::GridPlace placeOf(const QJsonObject &grid)
{
    signals::GridPlace p;
    p.x = std::clamp(intOf(grid.value("x"_L1)), 0, 23);
    p.y = std::clamp(intOf(grid.value("y"_L1)), 0, 1'000'000);
    p.w = std::clamp(intOf(grid.value("w"_L1), 12), 1, 24 - p.x);
    p.h = std::clamp(intOf(grid.value("h"_L1), 8), 1, 1000);
    return p;
}

void readLists(const QJsonObject &panel, BoardPanel &out)
{
    for (const QJsonValue &t : panel.value("targets"_L1).toArray())
        if (t.isObject())
            out.targets.push_back(readTarget(t.toObject()));
    const QJsonObject fields = panel.value("fieldConfig"_L1).toObject();
    out.defaults = readFields(fields.value("defaults"_L1).toObject());
    for (const QJsonValue &rule : fields.value("overrides"_L1).toArray())
        if (rule.isObject())
            out.overrides.push_back(readOverride(rule.toObject()));
    for (const QJsonValue &t : panel.value("transformations"_L1).toArray())
        if (t.isObject())
            out.transformations.push_back(readTransformation(t.toObject()));
    if (out.isRow())
        for (const QJsonValue &child : panel.value("panels"_L1).toArray())
            if (child.isObject())
                out.children.push_back(readPanel(child.toObject()));
}

void readNesting(const QJsonObject &own, BoardPanel &row)
{
    row.depth = std::clamp(intOf(own.value("depth"_L1)), 0, deepest);
    row.isTab = truthOf(own.value("tab"_L1));
    row.hidesHeader = truthOf(own.value("hideHeader"_L1));
}

} // namespace

BoardPanel readPanel(const QJsonObject &panel)
{
    BoardPanel out;
    out.path = textOf(panel.value(pathKey));
    out.notes = textsOf(panel.value(notesKey));
    out.id = intOf(panel.value("id"_L1));
    out.type = textOf(panel.value("type"_L1));
    out.title = textOf(panel.value("title"_L1));
    out.description = textOf(panel.value("description"_L1));
    out.transparent = truthOf(panel.value("transparent"_L1));
    out.place = placeOf(panel.value("gridPos"_L1).toObject());
    out.dataSource = readDataSource(panel.value("datasource"_L1));
    out.options = panel.value("options"_L1).toObject();
    out.repeat.variable = textOf(panel.value("repeat"_L1));
    out.repeat.vertical = textOf(panel.value("repeatDirection"_L1)) == "v"_L1;
    out.repeat.maxPerRow = std::clamp(intOf(panel.value("maxPerRow"_L1)), 0, 24);
    out.interval = textOf(panel.value("interval"_L1));
    if (const auto n = numberOf(panel.value("maxDataPoints"_L1)); n && *n >= 1)
        out.maxDataPoints = static_cast<int>(std::min(*n, 1e6));
    out.timeFrom = textOf(panel.value("timeFrom"_L1));
    out.timeShift = textOf(panel.value("timeShift"_L1));
    out.collapsed = out.isRow() && truthOf(panel.value("collapsed"_L1));
    const QJsonObject own = panel.value(ownKey).toObject();
    out.condition = own.value(conditionKey).toObject();
    if (out.isRow())
        readNesting(own, out);
    readLists(panel, out);
    out.source = panel;
    out.source.remove(pathKey);
    out.source.remove(notesKey);
    if (panel.value("targets"_L1).isArray()) // an empty list stays one
        out.source.insert("targets"_L1, QJsonArray());
    if (out.isRow())
        out.source.remove("panels"_L1);
    return out;
}

} // namespace wf::wire::grafana
