// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"

#include <QJsonObject>

namespace wf::wire::grafana {

// The v2 schema (elements and layouts; v2alpha1, v2beta1 and v2, which differ in where the plug-in's name stands) as a
// classic dashboard. Rows and tabs become rows (loose.h, ownKey), automatic grids places; keys it does not know stay.
// Paths are those of the v2 document. Source: Grafana's dashboardv2 kinds, protocols.md 13.9.
[[nodiscard]] QJsonObject elementsToClassic(const QJsonObject &spec, const QString &path);

// Its parts.
[[nodiscard]] QJsonObject panelOfElement(const QJsonObject &element, const QString &path);
[[nodiscard]] QJsonObject variableOfElement(const QJsonObject &variable, const QString &path);

} // namespace wf::wire::grafana
