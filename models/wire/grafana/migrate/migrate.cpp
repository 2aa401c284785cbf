// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/migrate/migrate.h"

#include "models/wire/grafana/container/container.h"
#include "models/wire/grafana/container/loose.h"

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

// Copies that Grafana saved for each value of a repeat: they are made again.
bool isSavedClone(const QJsonObject &panel)
{
    return intOf(panel.value("repeatPanelId"_L1)) > 0 && textOf(panel.value("repeat"_L1)).isEmpty();
}

QJsonArray panelsWithPaths(const QJsonArray &panels, const QString &path, std::size_t &left)
{
    QJsonArray out;
    for (qsizetype i = 0; i < panels.size(); ++i) {
        if (!panels[i].isObject() || left == 0)
            continue;
        QJsonObject panel = panels[i].toObject();
        if (isSavedClone(panel))
            continue;
        --left;
        const QString own = u"%1[%2]"_s.arg(path).arg(i);
        setIfAbsent(panel, pathKey, own); // the second schema brings its own
        if (panel.value("type"_L1).toString() == "row"_L1)
            panel.insert("panels"_L1, panelsWithPaths(panel.value("panels"_L1).toArray(), own + ".panels"_L1, left));
        migratePanel(panel);
        out.append(panel);
    }
    return out;
}

void migrateVariables(QJsonObject &dashboard, const QString &path)
{
    QJsonObject templating = dashboard.value("templating"_L1).toObject();
    const QJsonArray list = templating.value("list"_L1).toArray();
    QJsonArray out;
    for (qsizetype i = 0; i < list.size() && static_cast<std::size_t>(out.size()) < mostVariables; ++i) {
        if (!list[i].isObject())
            continue;
        QJsonObject variable = list[i].toObject();
        setIfAbsent(variable, pathKey, u"%1.templating.list[%2]"_s.arg(path).arg(i));
        migrateVariable(variable);
        out.append(variable);
    }
    if (list.isEmpty())
        return;
    templating.insert("list"_L1, out);
    dashboard.insert("templating"_L1, templating);
}

} // namespace

QJsonObject migrated(QJsonObject dashboard, const QString &path)
{
    std::size_t left = mostPanels;
    const bool fromRows = dashboard.value("rows"_L1).isArray() && (intOf(dashboard.value("schemaVersion"_L1)) < 16 ||
                                                                   dashboard.value("panels"_L1).toArray().isEmpty());
    if (fromRows && !dashboard.value("rows"_L1).toArray().isEmpty())
        rowsToGrid(dashboard, path);
    else
        dashboard.insert("panels"_L1,
                         panelsWithPaths(dashboard.value("panels"_L1).toArray(), path + ".panels"_L1, left));
    if (truthOf(dashboard.value("sharedCrosshair"_L1)) && !dashboard.contains("graphTooltip"_L1)) {
        dashboard.insert("graphTooltip"_L1, 1);
        dashboard.remove("sharedCrosshair"_L1);
    }
    if (dashboard.value("refresh"_L1).isBool())
        dashboard.insert("refresh"_L1, QString());
    migrateVariables(dashboard, path);
    if (!dashboard.contains("elements"_L1))
        dashboard.insert("schemaVersion"_L1, newestSchema);
    return dashboard;
}

void migrateVariable(QJsonObject &variable)
{
    // 27: a constant that people could see was a text box in all but name
    if (textOf(variable.value("type"_L1)) == "constant"_L1 && variable.contains("hide"_L1) &&
        intOf(variable.value("hide"_L1)) != 2)
        variable.insert("type"_L1, u"textbox"_s);
    if (variable.contains("allFormat"_L1) && !variable.contains("allValue"_L1) &&
        textOf(variable.value("allFormat"_L1)) == "wildcard"_L1)
        variable.insert("allValue"_L1, u".*"_s);
}

void migratePanel(QJsonObject &panel)
{
    const QString type = textOf(panel.value("type"_L1));
    if (panel.contains("minSpan"_L1) && !panel.contains("maxPerRow"_L1)) // 17
        if (const int span = intOf(panel.value("minSpan"_L1)); span > 0)
            panel.insert("maxPerRow"_L1, std::max(1, 24 / span));
    if (type == "graph"_L1)
        graphToTimeSeries(panel);
    else if (type == "singlestat"_L1 || type == "grafana-singlestat-panel"_L1)
        singleStatToStat(panel);
    else if (type == "table-old"_L1 || (type == "table"_L1 && panel.contains("styles"_L1)))
        oldTableToTable(panel);
    else if (type == "grafana-piechart-panel"_L1 || (type == "piechart"_L1 && !panel.contains("options"_L1)))
        oldPieToPie(panel);
    else if (type == "heatmap"_L1 && panel.contains("dataFormat"_L1))
        oldHeatmapToHeatmap(panel);
    else if (type == "grafana-worldmap-panel"_L1)
        panel.insert("type"_L1, u"geomap"_s);
    else if (type == "dashlist"_L1)
        oldListToList(panel);
    else if (type == "natel-discrete-panel"_L1)
        panel.insert("type"_L1, u"state-timeline"_s);
    else if (type == "text"_L1 && !panel.value("options"_L1).toObject().contains("content"_L1) &&
             panel.contains("content"_L1)) {
        QJsonObject options = panel.value("options"_L1).toObject();
        options.insert("mode"_L1, textOf(panel.take("mode"_L1), u"markdown"_s));
        options.insert("content"_L1, textOf(panel.take("content"_L1)));
        panel.insert("options"_L1, options);
    }
    migrateFields(panel);
}

} // namespace wf::wire::grafana
