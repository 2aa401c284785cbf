// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panels/generate.h"

#include "models/engine/dashboards/grammar/metricunits.h"
#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/dashboards/panels/generic.h"
#include "models/engine/dashboards/panels/requests.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// Nothing but whether the target answers and its alerts: a host has no requests.
bool onlyAnswers(const std::vector<signals::PanelSpec> &panels)
{
    return std::ranges::all_of(panels, [](const signals::PanelSpec &panel) {
        const QString metric = panel.id.section(u'/', 1, 1);
        return metric == "up"_L1 || metric.startsWith("ALERTS"_L1) || tellsReachable(metric);
    });
}

QString rowTitle(RowKind kind, PanelMaker &maker)
{
    switch (kind) {
    case RowKind::Red:
        if (onlyAnswers(maker.row(kind)))
            return dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Whether it answers"));
        return dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Rate, errors, duration"));
    case RowKind::Saturation:
        return dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Saturation"));
    case RowKind::Runtime:
        if (maker.isExporterRuntime())
            return dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "The exporter itself"));
        return maker.technologies().isEmpty()
                   ? dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Runtime"))
                   : dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Runtime, %1"))
                         .arg(maker.technologies().join(u", "_s));
    case RowKind::Dependencies:
        return dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Dependencies"));
    case RowKind::Logs:
        return dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Logs by level"));
    case RowKind::Business:
        return dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Business"));
    }
    return {};
}

// Panels that are called after their metric never bear the title of another: "Allocator frag" of bytes and of a ratio
// get their last word back, else the whole name.
void tellApart(std::vector<signals::PanelSpec> &panels)
{
    const auto metricOf = [](const signals::PanelSpec &panel) {
        return panel.queries.empty() ? QString() : metricNamesIn(panel.queries.front().expr).value(0);
    };
    std::vector<signals::PanelSpec *> afterMetric;
    for (signals::PanelSpec &panel : panels)
        if (const QString name = metricOf(panel);
            !name.isEmpty() && titleOf(name).endsWith(panel.title, Qt::CaseInsensitive))
            afterMetric.push_back(&panel);
    for (const bool isLast : {false, true}) {
        QHash<QString, int> seen;
        for (const signals::PanelSpec &panel : panels)
            ++seen[panel.title + u'\n' + panel.quantity];
        for (signals::PanelSpec *panel : afterMetric) {
            if (seen.value(panel->title + u'\n' + panel->quantity) < 2)
                continue;
            const QString name = metricOf(*panel), word = wordsOf(name).section(u' ', -1);
            if (isLast)
                panel->title = name;
            else if (!panel->title.endsWith(word, Qt::CaseInsensitive))
                panel->title += u' ' + word;
        }
    }
}

} // namespace

signals::DashboardSpec generate(const ServiceMetrics &input)
{
    PanelMaker maker(input);
    maker.cook(hostRecipes());
    maker.cook(runtimeRecipes());
    maker.cook(serverRecipes());
    maker.cook(kubernetesRecipes());
    maker.cook(databaseRecipes());
    maker.cook(brokerRecipes());
    maker.cook(proxyRecipes());
    maker.cook(watcherRecipes());
    maker.cook(machineRecipes());
    addRequestPanels(maker);
    addPairPanels(maker);
    addLogPanel(maker);
    FamilyRows families = addGenericPanels(maker);

    signals::DashboardSpec spec;
    spec.title = input.title;
    int panels = 0;
    const auto putRows = [&](std::vector<signals::PanelRow> &rows) {
        for (signals::PanelRow &row : rows) {
            panels += static_cast<int>(row.panels.size());
            row.collapsed = row.collapsed && !spec.rows.empty();
            spec.rows.push_back(std::move(row));
        }
    };
    const auto putRow = [&](RowKind kind) {
        auto &row = maker.row(kind);
        if (row.empty())
            return;
        panels += static_cast<int>(row.size());
        const bool later = kind == RowKind::Dependencies || kind == RowKind::Logs || kind == RowKind::Business ||
                           (kind == RowKind::Runtime && maker.isExporterRuntime());
        QString title = rowTitle(kind, maker);
        spec.rows.push_back({std::move(title), std::move(row), later && !spec.rows.empty()});
    };
    putRow(RowKind::Red);
    putRow(RowKind::Saturation);
    putRows(families.ofSubject);
    for (const RowKind kind : {RowKind::Runtime, RowKind::Dependencies, RowKind::Logs, RowKind::Business})
        putRow(kind);
    putRows(families.others);
    for (signals::PanelRow &row : spec.rows)
        tellApart(row.panels);
    const auto count = [](const char *one, const char *many, qsizetype n) {
        return n == 1 ? dashboardText(one) : dashboardText(many).arg(n);
    };
    spec.facts =
        dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Generated from %1 this service exposes, %2 in %3"))
            .arg(count(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "the one metric"),
                       QT_TRANSLATE_NOOP("wf::engine::Dashboards", "the %1 metrics"),
                       static_cast<qsizetype>(input.metrics.size())),
                 count(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "1 panel"),
                       QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 panels"), panels),
                 count(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "1 row"),
                       QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 rows"),
                       static_cast<qsizetype>(spec.rows.size())));
    return spec;
}

} // namespace wf::engine
