// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/panelkinds.h"

#include "models/engine/boards/boardsources.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::BoardPanel;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("PanelKinds", text);
}

QJsonObject legend()
{
    return {{u"showLegend"_s, true}, {u"displayMode"_s, u"list"_s}, {u"placement"_s, u"bottom"_s}};
}

QJsonObject reduced()
{
    return {{u"calcs"_s, QJsonArray{u"lastNotNull"_s}}, {u"fields"_s, QString()}, {u"values"_s, false}};
}

QJsonObject optionsOf(const QString &type)
{
    if (type == "timeseries"_L1)
        return {{u"legend"_s, legend()}, {u"tooltip"_s, QJsonObject{{u"mode"_s, u"multi"_s}}}};
    if (type == "stat"_L1)
        return {{u"reduceOptions"_s, reduced()}, {u"colorMode"_s, u"value"_s}, {u"graphMode"_s, u"area"_s}};
    if (type == "gauge"_L1)
        return {{u"reduceOptions"_s, reduced()}, {u"showThresholdMarkers"_s, true}};
    if (type == "bargauge"_L1)
        return {{u"reduceOptions"_s, reduced()}, {u"displayMode"_s, u"basic"_s}, {u"orientation"_s, u"horizontal"_s}};
    if (type == "piechart"_L1)
        return {{u"reduceOptions"_s, reduced()}, {u"pieType"_s, u"pie"_s}, {u"legend"_s, legend()}};
    if (type == "alertlist"_L1)
        return {{u"maxItems"_s, 20},
                {u"sortOrder"_s, 3},
                {u"alertName"_s, QString()},
                {u"alertInstanceLabelFilter"_s, QString()},
                {u"stateFilter"_s, QJsonObject{{u"firing"_s, true}, {u"pending"_s, true}}}};
    if (type == "dashlist"_L1)
        return {{u"showStarred"_s, false}, {u"showRecentlyViewed"_s, false},
                {u"showSearch"_s, true},   {u"showHeadings"_s, true},
                {u"maxItems"_s, 10},       {u"query"_s, QString()},
                {u"tags"_s, QJsonArray()}};
    if (type == objectiveKind)
        return {{u"objective"_s, QString()}};
    if (type == "text"_L1)
        return {{u"mode"_s, u"markdown"_s}, {u"content"_s, QString()}};
    return {};
}

} // namespace

std::vector<PanelKindChoice> panelKindChoices()
{
    return {{u"timeseries"_s, say("Time series")},
            {u"stat"_s, say("Stat")},
            {u"gauge"_s, say("Gauge")},
            {u"bargauge"_s, say("Bar gauge")},
            {u"table"_s, say("Table")},
            {u"heatmap"_s, say("Heat map")},
            {u"state-timeline"_s, say("State timeline")},
            {u"status-history"_s, say("Status history")},
            {u"piechart"_s, say("Pie")},
            {u"histogram"_s, say("Histogram")},
            {u"logs"_s, say("Logs")},
            {u"traces"_s, say("Traces")},
            {u"nodeGraph"_s, say("Service graph")},
            {u"flamegraph"_s, say("Flame graph")},
            {u"alertlist"_s, say("Alert list"), false},
            {objectiveKind, say("Objective"), false},
            {u"dashlist"_s, say("List of dashboards"), false},
            {u"text"_s, say("Text"), false}};
}

bool asksSources(const QString &type)
{
    const auto kinds = panelKindChoices();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto &k) { return k.type == type; });
    return kind == kinds.end() || kind->asks;
}

QString nextRefId(const std::vector<signals::PanelTarget> &targets)
{
    for (int n = 0;; ++n) {
        QString id(QChar(u'A' + static_cast<char16_t>(n % 26)));
        if (n >= 26)
            id.prepend(QChar(u'A' + static_cast<char16_t>(n / 26 - 1)));
        if (std::none_of(targets.begin(), targets.end(), [&](const auto &t) { return t.refId == id; }))
            return id;
    }
}

BoardPanel newPanel(const QString &type)
{
    BoardPanel p;
    p.place = {0, 0, 12, 8};
    p.defaults.color.mode = u"palette-classic"_s;
    const auto kinds = panelKindChoices();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto &k) { return k.type == type; });
    p.title = kind == kinds.end() ? type : kind->name;
    if (kind == kinds.end() || kind->asks) {
        signals::PanelTarget target;
        target.refId = u"A"_s;
        target.legend = u"__auto"_s;
        if (type == "logs"_L1)
            target.dataSource.type = p.dataSource.type = u"loki"_s;
        if (type == "traces"_L1 || type == "nodeGraph"_L1 || type == "flamegraph"_L1)
            target.dataSource.type = p.dataSource.type = u"jaeger"_s;
        p.targets = {target};
    }
    return asKind(std::move(p), type);
}

BoardPanel asKind(BoardPanel panel, const QString &type)
{
    if (panel.type == type)
        return panel;
    panel.type = type;
    panel.options = optionsOf(type);
    panel.defaults.custom = {};
    panel.source = {}; // written in full, so that nothing of the old kind stays in the file
    panel.notes.clear();
    const bool isTable = type == "table"_L1;
    for (signals::PanelTarget &t : panel.targets) {
        t.instant = isTable;
        t.range = !isTable;
        t.format = isTable ? u"table"_s : type == "heatmap"_L1 ? u"heatmap"_s : QString();
    }
    if (type == "timeseries"_L1)
        panel.defaults.custom = {{u"drawStyle"_s, u"line"_s}, {u"lineWidth"_s, 1}, {u"fillOpacity"_s, 0}};
    return panel;
}

} // namespace wf::engine
