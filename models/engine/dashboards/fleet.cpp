// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/fleet.h"

#include "models/analysis/anomalies/rules/group.h"
#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/dashboards/panels/generate.h"
#include "models/engine/dashboards/panels/panelmaker.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr double apartDeviations = 5;

bool hasLines(const signals::PanelSpec &panel)
{
    return (panel.kind == signals::PanelKind::Lines || panel.kind == signals::PanelKind::Stacked) &&
           !panel.queries.empty();
}

// Panels of the rows that are open; of them those that ask something of every instance.
std::vector<signals::PanelSpec> mainPanels(const signals::DashboardSpec &spec, const QString &label)
{
    std::vector<signals::PanelSpec> out;
    for (const auto &row : spec.rows)
        for (const auto &panel : row.panels)
            if (!row.collapsed && hasLines(panel) && panel.queries.back().expr.contains(label) &&
                out.size() < mostFigures)
                out.push_back(panel);
    return out;
}

// Of a histogram all parts have the same: requests are recognised by all of them together.
QString familyOf(const QString &metric)
{
    for (const QLatin1String &part : {"_bucket"_L1, "_count"_L1, "_sum"_L1})
        if (metric.endsWith(part))
            return metric.chopped(part.size());
    return metric;
}

ServiceMetrics ofInstance(const FleetFigures &figures, const QString &instance)
{
    ServiceMetrics out = figures.metrics;
    if (!out.matcher.isEmpty())
        out.matcher += u',';
    out.matcher += labelText(figures.label) + u'=' + base::quoted(instance);
    for (ServiceMetric &metric : out.metrics)
        metric.labels[figures.label] = {instance};
    return out;
}

signals::PanelRow rowOf(const FleetFigures &figures, const FleetPlace &place)
{
    signals::PanelRow row;
    row.title = place.apart > 0 ? dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                                                  "%1, unlike the others in %2 (%3 deviations away)"))
                                      .arg(place.instance, place.figure, QString::number(place.apart, 'f', 1))
                                : place.instance;
    const auto spec = generate(ofInstance(figures, place.instance));
    for (const FleetFigure &figure : figures.figures)
        for (const auto &made : spec.rows)
            for (const auto &panel : made.panels)
                if (panel.title == figure.title) {
                    row.panels.push_back(panel);
                    row.panels.back().id = place.instance + u'/' + panel.id;
                }
    return row;
}

} // namespace

FleetFigures fleetFigures(const ServiceMetrics &input, const QString &label)
{
    FleetFigures out{label, {}, {input.title, input.matcher, {}, {}, {}, input.rules}};
    ServiceMetrics split = input;
    split.splitLabel = label;
    split.logSelector.clear();
    std::erase_if(split.metrics, [&label](const ServiceMetric &metric) { return !metric.hasLabel(label); });
    QSet<QString> read;
    for (const auto &panel : mainPanels(generate(split), label)) {
        out.figures.push_back({panel.title, panel.queries.back().expr});
        for (const auto &query : panel.queries)
            for (const QString &name : metricNamesIn(query.expr))
                read.insert(familyOf(name));
    }
    for (ServiceMetric &metric : split.metrics)
        if (read.contains(familyOf(metric.name)))
            out.metrics.metrics.push_back(std::move(metric));
    return out;
}

std::vector<FleetPlace> fleetOrder(const FleetFigures &figures, const FleetValues &values, const QStringList &instances)
{
    std::map<QString, FleetPlace> places;
    for (const QString &instance : instances)
        places[instance] = {instance, 0, {}};
    for (std::size_t i = 0; i < std::min(values.size(), figures.figures.size()); ++i) {
        std::vector<double> all;
        for (const auto &[instance, value] : values[i]) {
            places.try_emplace(instance, FleetPlace{instance, 0, {}});
            if (std::isfinite(value))
                all.push_back(value);
        }
        const auto band = analysis::groupBand(all, apartDeviations);
        if (!band || band->high <= band->middle)
            continue;
        for (const auto &[instance, value] : values[i]) {
            const double apart = std::abs(value - band->middle) / (band->high - band->middle) * apartDeviations;
            FleetPlace &place = places[instance];
            if (std::isfinite(apart) && apart > apartDeviations && apart > place.apart) {
                place.apart = apart;
                place.figure = figures.figures[i].title;
            }
        }
    }
    std::vector<FleetPlace> out;
    for (auto &[instance, place] : places)
        out.push_back(std::move(place));
    std::ranges::stable_sort(out, std::greater(), &FleetPlace::apart);
    return out;
}

signals::DashboardSpec fleetDashboard(const FleetFigures &figures, const std::vector<FleetPlace> &order)
{
    signals::DashboardSpec spec;
    spec.title = figures.metrics.title;
    for (std::size_t i = 0; i < std::min(order.size(), mostFleetRows); ++i)
        spec.rows.push_back(rowOf(figures, order[i]));
    const auto apart = std::ranges::count_if(order, [](const FleetPlace &place) { return place.apart > 0; });
    spec.facts = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 panels of each of %2 instances"))
                     .arg(figures.figures.size())
                     .arg(order.size());
    if (apart > 0)
        spec.facts +=
            dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", ", %1 unlike the others first")).arg(apart);
    if (order.size() > mostFleetRows)
        spec.facts += dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", ", %1 not shown"))
                          .arg(order.size() - mostFleetRows);
    return spec;
}

} // namespace wf::engine
