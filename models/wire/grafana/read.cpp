// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/read.h"

#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/elements/elements.h"
#include "models/wire/grafana/migrate/migrate.h"

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

std::size_t panelsIn(const QJsonObject &dashboard)
{
    std::size_t n = 0;
    for (const QJsonValue &row : dashboard.value("rows"_L1).toArray())
        n += static_cast<std::size_t>(row.toObject().value("panels"_L1).toArray().size());
    for (const QJsonValue &panel : dashboard.value("panels"_L1).toArray())
        n += 1 + static_cast<std::size_t>(panel.toObject().value("panels"_L1).toArray().size());
    return n;
}

// What an export for sharing leaves to be chosen: "${DS_PROMETHEUS}" is the default source of its type, constants are
// what the file says.
QHash<QString, QString> inputsOf(const QJsonObject &dashboard)
{
    QHash<QString, QString> out;
    for (const QJsonValue &one : dashboard.value("__inputs"_L1).toArray()) {
        const QJsonObject input = one.toObject();
        const QString name = textOf(input.value("name"_L1));
        if (!name.isEmpty())
            out.insert(name, textOf(input.value("type"_L1)) == "datasource"_L1
                                 ? u"type:"_s + textOf(input.value("pluginId"_L1))
                                 : textOf(input.value("value"_L1)));
    }
    return out;
}

void fill(signals::DataSourceRef &ref, const QHash<QString, QString> &inputs)
{
    if (!ref.uid.startsWith(u"${"_s) || !ref.uid.endsWith(u'}'))
        return;
    const auto it = inputs.constFind(ref.uid.mid(2, ref.uid.size() - 3));
    if (it != inputs.constEnd() && it->startsWith("type:"_L1) && ref.type.isEmpty())
        ref.type = it->mid(5);
}

void fill(signals::BoardPanel &panel, const QHash<QString, QString> &inputs)
{
    fill(panel.dataSource, inputs);
    for (signals::PanelTarget &t : panel.targets)
        fill(t.dataSource, inputs);
    for (signals::BoardPanel &child : panel.children)
        fill(child, inputs);
}

} // namespace

signals::Dashboard readClassic(const QJsonObject &o)
{
    signals::Dashboard d;
    d.uid = textOf(o.value("uid"_L1));
    d.title = textOf(o.value("title"_L1));
    d.description = textOf(o.value("description"_L1));
    d.tags = textsOf(o.value("tags"_L1));
    d.timezone = textOf(o.value("timezone"_L1));
    const QJsonObject time = o.value("time"_L1).toObject();
    d.from = textOf(time.value("from"_L1), d.from);
    d.to = textOf(time.value("to"_L1), d.to);
    d.refresh = textOf(o.value("refresh"_L1));
    d.sharedCrosshair = intOf(o.value("graphTooltip"_L1));
    for (const QJsonValue &p : o.value("panels"_L1).toArray())
        if (p.isObject())
            d.panels.push_back(readPanel(p.toObject()));
    for (const QJsonValue &v : o.value("templating"_L1).toObject().value("list"_L1).toArray())
        if (v.isObject())
            d.variables.push_back(readVariable(v.toObject()));
    for (const QJsonValue &a : o.value("annotations"_L1).toObject().value("list"_L1).toArray())
        if (a.isObject())
            d.annotations.push_back(readAnnotation(a.toObject()));
    d.notes = textsOf(o.value(notesKey));
    d.source = o;
    d.source.remove("panels"_L1);
    d.source.remove(notesKey);
    return d;
}

signals::Dashboard readDashboard(const Container &container)
{
    const bool elements = container.isElements();
    const QJsonObject classic = elements ? elementsToClassic(container.dashboard, container.path) : container.dashboard;
    signals::Dashboard d = readClassic(migrated(classic, container.path));
    d.schemaVersion = elements ? 0 : intOf(container.dashboard.value("schemaVersion"_L1));
    if (d.uid.isEmpty())
        d.uid = container.name;
    const QHash<QString, QString> inputs = inputsOf(container.dashboard);
    for (signals::BoardPanel &p : d.panels)
        fill(p, inputs);
    if (panelsIn(classic) > mostPanels)
        d.notes << u"More than %1 panels: the rest is left out."_s.arg(mostPanels);
    if (static_cast<std::size_t>(
            container.dashboard.value("templating"_L1).toObject().value("list"_L1).toArray().size()) > mostVariables)
        d.notes << u"More than %1 variables: the rest is left out."_s.arg(mostVariables);
    return d;
}

} // namespace wf::wire::grafana
