// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/objective/objectivepanel.h"

#include "models/engine/boards/boardsources.h"
#include "models/engine/objectives/sli/sliqueries.h"

#include <QCoreApplication>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::BoardPanel;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::ObjectivePanel", text);
}

QString queryOf(const BoardPanel &panel)
{
    return panel.targets.empty() ? QString() : panel.targets.front().expr;
}

// As Grafana writes a stat of a share.
BoardPanel asStat(BoardPanel panel)
{
    panel.type = u"stat"_s;
    panel.options = {
        {u"reduceOptions"_s,
         QJsonObject{{u"calcs"_s, QJsonArray{u"lastNotNull"_s}}, {u"fields"_s, QString()}, {u"values"_s, false}}},
        {u"colorMode"_s, u"value"_s},
        {u"graphMode"_s, u"none"_s}};
    panel.defaults = {};
    panel.defaults.unit = u"percentunit"_s;
    panel.defaults.max = 1;
    panel.defaults.color.mode = u"thresholds"_s;
    panel.defaults.thresholds =
        signals::ThresholdSettings{false, {{std::nullopt, u"red"_s}, {0, u"orange"_s}, {0.25, u"green"_s}}};
    return panel;
}

BoardPanel asText(BoardPanel panel, const QString &objective)
{
    panel.type = u"text"_s;
    panel.targets.clear();
    panel.dataSource = {};
    panel.defaults = {};
    panel.options = {{u"mode"_s, u"markdown"_s},
                     {u"content"_s, say("The objective `%1` is kept in Watchfloor.").arg(objective)}};
    return panel;
}

QString replaced(BoardPanel &panel)
{
    const QString objective = panel.options.value("objective"_L1).toString();
    const bool hasQuery = !queryOf(panel).isEmpty();
    panel.source = {}; // written in full: nothing of our kind stays
    panel.description = (panel.description.isEmpty() ? QString() : QString(panel.description + u"\n\n"_s)) +
                        say("An approximation of Watchfloor's panel of the objective %1: without its corrections, burn "
                            "rates and the way down of its budget.")
                            .arg(objective);
    const QString note =
        hasQuery ? say("The panel “%1” of the objective %2 becomes a stat of what is left of its budget.")
                 : say("The panel “%1” of the objective %2 becomes a text: one query cannot ask for its budget.");
    panel = hasQuery ? asStat(std::move(panel)) : asText(std::move(panel), objective);
    return note.arg(panel.title, objective);
}

} // namespace

QString budgetQuery(const signals::Objective &objective)
{
    const double allowed = 1 - objective.target;
    const SliQueries queries = sliQueries(objective, objective.windowNs);
    if (!queries.problem.isEmpty() || queries.total.isEmpty() || queries.part.isEmpty() || !(allowed > 0) ||
        !objective.grouping.empty())
        return {};
    const QString share =
        queries.isShare ? u'(' + queries.part + u')' : u"(%1) / (%2)"_s.arg(queries.part, queries.total);
    return u"1 - (%1) / %2"_s.arg(queries.partIsGood ? u"1 - "_s + share : share, QString::number(allowed, 'g', 10));
}

void setObjective(BoardPanel &panel, const signals::Objective &objective)
{
    panel.options.insert("objective"_L1, objective.id);
    panel.targets.clear();
    const QString query = budgetQuery(objective);
    if (query.isEmpty())
        return;
    signals::PanelTarget target;
    target.refId = u"A"_s;
    target.expr = query;
    target.instant = true;
    target.range = false;
    target.dataSource.type = panel.dataSource.type = u"prometheus"_s;
    panel.targets = {target};
}

ForGrafana forGrafana(signals::Dashboard dashboard)
{
    ForGrafana out;
    for (BoardPanel &panel : dashboard.panels) {
        if (panel.type == objectiveKind)
            out.notes << replaced(panel);
        for (BoardPanel &child : panel.children)
            if (child.type == objectiveKind)
                out.notes << replaced(child);
    }
    out.dashboard = std::move(dashboard);
    return out;
}

} // namespace wf::engine
