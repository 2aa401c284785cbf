// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace wf::wire::grafana {

// A dashboard of Perses ("kind": "Dashboard" with spec.panels and spec.layouts; perses.dev, "Dashboard specification").
[[nodiscard]] bool isPerses(const QJsonObject &resource);

// As a classic Grafana dashboard: grids become rows, list variables query or custom ones, plug-ins the kind of panel
// that draws the same. What has no counterpart stays a panel of the plug-in's name, which is said where it would stand.
// Notes of what is lost are left for readPanel(). Paths lead into the Perses file.
[[nodiscard]] QJsonObject persesToClassic(const QJsonObject &resource, const QString &path);

} // namespace wf::wire::grafana
