// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panels/servicemetrics.h"
#include "models/signals/panelspec.h"

#include <map>

// One service's main panels again for each of its instances, those that are unlike the others first. Pure; any thread.
namespace wf::engine {

// Something every instance has a value of.
struct FleetFigure {
    QString title; // of its panel
    QString expr;  // PromQL with placeholders: a series an instance
};
struct FleetFigures {
    QString label; // that carries the instance
    std::vector<FleetFigure> figures;
    ServiceMetrics metrics; // that the figures need; title, matcher and rules as of the service
};
// The first panels of the service, at most mostFigures, with lines for each value of the label.
[[nodiscard]] FleetFigures fleetFigures(const ServiceMetrics &input, const QString &label);
constexpr std::size_t mostFigures = 4;

struct FleetPlace {
    QString instance;
    double apart = 0; // robust deviations from the median of all instances where it is furthest; 0: like the others
    QString figure;   // where
};
// By figure, as in FleetFigures: the value of each instance.
using FleetValues = std::vector<std::map<QString, double>>;
// Outliers first (five robust deviations and a tenth of the median away, of four instances or more), then by name.
[[nodiscard]] std::vector<FleetPlace> fleetOrder(const FleetFigures &figures, const FleetValues &values,
                                                 const QStringList &instances);

// A row an instance, at most mostFleetRows; `facts` says what is left out.
[[nodiscard]] signals::DashboardSpec fleetDashboard(const FleetFigures &figures, const std::vector<FleetPlace> &order);
constexpr std::size_t mostFleetRows = 60;

} // namespace wf::engine
