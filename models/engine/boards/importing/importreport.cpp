// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/importing/importreport.h"

#include "models/query/conditions/showcondition.h"
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/elements/elements.h"
#include "models/wire/grafana/migrate/migrate.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

#include <QJsonDocument>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// Without the marks that migration leaves for the reader.
QJsonValue unmarked(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue &v : value.toArray())
            out.append(unmarked(v));
        return out;
    }
    if (!value.isObject())
        return value;
    QJsonObject out = value.toObject();
    out.remove(wire::grafana::pathKey);
    out.remove(wire::grafana::notesKey);
    for (auto it = out.begin(); it != out.end(); ++it)
        it.value() = unmarked(it.value());
    return out;
}

// What writing settles in any case: a place for every panel, the list of a row, the version.
QJsonObject settled(QJsonObject dashboard)
{
    QJsonArray panels;
    for (const QJsonValue &v : dashboard.value("panels"_L1).toArray()) {
        QJsonObject panel = v.toObject();
        const signals::BoardPanel read = wire::grafana::readPanel(panel);
        if (!panel.contains("gridPos"_L1))
            panel.insert("gridPos"_L1, QJsonObject{{u"x"_s, read.place.x},
                                                   {u"y"_s, read.place.y},
                                                   {u"w"_s, read.place.w},
                                                   {u"h"_s, read.place.h}});
        if (read.isRow())
            panel.insert("panels"_L1, settled({{u"panels"_s, panel.value("panels"_L1).toArray()}}).value("panels"_L1));
        panels.append(panel);
    }
    dashboard.insert("panels"_L1, panels);
    return dashboard;
}

// How many rows, tabs and panels have a condition.
int conditionsIn(const std::vector<signals::BoardPanel> &panels)
{
    int out = 0;
    for (const signals::BoardPanel &panel : panels)
        out += (panel.condition.isEmpty() ? 0 : 1) + conditionsIn(panel.children);
    return out;
}

// Rows have no verdict: what their conditions say that nobody understands is a note.
void noteUnknownConditions(const std::vector<signals::BoardPanel> &panels, QStringList &notes)
{
    for (const signals::BoardPanel &panel : panels) {
        if (panel.isRow())
            for (const QString &kind : query::unknownConditions(panel.condition))
                notes << u"“%1” has a condition of kind %2, which is not evaluated."_s.arg(panel.title.left(80),
                                                                                           kind.left(80));
        noteUnknownConditions(panel.children, notes);
    }
}

void judge(const std::vector<signals::BoardPanel> &panels, const signals::Dashboard &dashboard, ImportReport &out)
{
    for (const signals::BoardPanel &panel : panels) {
        if (panel.isRow())
            ++out.rows;
        else
            out.panels.push_back(verdictOf(panel, dashboard));
        judge(panel.children, dashboard, out);
    }
}

} // namespace

QString fidelityName(Fidelity fidelity)
{
    return fidelity == Fidelity::Exact ? u"exact"_s : fidelity == Fidelity::LeftOut ? u"left_out"_s : u"approximated"_s;
}

int ImportReport::count(Fidelity fidelity) const
{
    return static_cast<int>(
        std::count_if(panels.begin(), panels.end(), [&](const PanelVerdict &p) { return p.fidelity == fidelity; }));
}

QString roundTripDifference(const wire::grafana::Container &container)
{
    using namespace wire::grafana;
    const QJsonObject classic =
        container.isElements() ? elementsToClassic(container.dashboard, container.path) : container.dashboard;
    QJsonObject came = settled(unmarked(migrated(classic, container.path)).toObject());
    came.insert("schemaVersion"_L1, newestSchema);
    signals::Dashboard read = readClassic(migrated(classic, container.path));
    const QJsonObject written = writeClassic(read);
    if (const QString at = firstDifference(came, written); !at.isEmpty())
        return at;
    if (container.isElements()) // in its own schema, too
        if (const QString at = firstDifference(container.dashboard, writeElements(read, container.dashboard));
            !at.isEmpty())
            return at;
    const signals::Dashboard again = readClassic(migrated(writeClassic(withoutSource(read)), u"$"_s));
    for (std::size_t i = 0; i < std::min(read.panels.size(), again.panels.size()); ++i)
        if (!(read.panels[i] == again.panels[i]))
            return u"$.panels[%1] written in full"_s.arg(i);
    for (std::size_t i = 0; i < std::min(read.variables.size(), again.variables.size()); ++i)
        if (!(read.variables[i] == again.variables[i]))
            return u"$.templating.list[%1] written in full"_s.arg(i);
    return read == again ? QString() : u"$ written in full"_s;
}

ImportReport reportOf(const wire::grafana::Container &container)
{
    const signals::Dashboard dashboard = wire::grafana::readDashboard(container);
    ImportReport out;
    out.title = dashboard.title;
    out.schema = container.isElements() ? (container.apiVersion.isEmpty() ? u"v2"_s : container.apiVersion)
                                        : QString::number(dashboard.schemaVersion);
    out.notes = dashboard.notes;
    for (const signals::BoardVariable &v : dashboard.variables) {
        using Kind = signals::BoardVariable::Kind;
        if (v.kind == Kind::GroupBy || v.kind == Kind::Switch || v.kind == Kind::Unknown)
            out.notes << u"The variable %1 of kind %2 is kept, but narrows nothing yet."_s.arg(v.name, v.type);
    }
    if (const int n = conditionsIn(dashboard.panels); n > 0)
        out.notes << u"Rows, tabs and panels that conditions show or hide: %1."_s.arg(n);
    noteUnknownConditions(dashboard.panels, out.notes);
    judge(dashboard.panels, dashboard, out);
    out.roundTripDifference = roundTripDifference(container);
    return out;
}

} // namespace wf::engine
