// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <vector>

namespace wf::wire::grafana {

// Bounds of one file. Real dashboards reach 600 kB and 300 panels.
inline constexpr qsizetype mostBytes = qsizetype{32} << 20;
inline constexpr std::size_t mostDepth = 100;
inline constexpr std::size_t mostPanels = 5'000; // in one dashboard, nested ones included
inline constexpr std::size_t mostVariables = 1'000;
inline constexpr std::size_t mostDashboards = 1'000; // in one file

// How a dashboard came.
struct Container {
    // The object; {"dashboard":…}; {"apiVersion":…,"spec":…}; of Perses: `dashboard` is what it means to Grafana.
    enum Kind { Bare, Wrapped, Resource, Perses };
    Kind kind = Bare;
    QString path = QStringLiteral("$"); // of the dashboard in the file: "$", "$.dashboard", "$[3].spec"
    QString apiVersion;                 // Resource
    QString name;                       // Resource: metadata.name, the uid
    QJsonObject outer;                  // as it came, with the dashboard in it
    QJsonObject dashboard;
    [[nodiscard]] bool isElements() const; // the v2 schema
};

// Finds the dashboards of a file: the bare object, the answer or body of Grafana's HTTP API, an export for sharing, a
// Kubernetes resource, a dashboard of Perses, or a list of these (Grafana, "Dashboard JSON model"). Errors: TooLarge,
// NotUnderstood.
[[nodiscard]] base::Result<std::vector<Container>> openContainers(const QByteArray &bytes);

} // namespace wf::wire::grafana
