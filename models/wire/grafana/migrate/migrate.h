// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace wf::wire::grafana {

// A classic dashboard of any schemaVersion in the words of today's (42): rows become a grid, panels of AngularJS days
// become what replaced them, old shapes of fields, mappings and tables are rewritten. Only what changes what is shown;
// every key that is not rewritten stays. Shapes are looked at rather than the version, which hand-written files state
// wrongly. Panels and variables get pathKey and notesKey (loose.h). `path` is that of the dashboard in its file.
// Source: Grafana's DashboardMigrator, protocols.md 13.2.
[[nodiscard]] QJsonObject migrated(QJsonObject dashboard, const QString &path);

inline constexpr int newestSchema = 42;

// Its parts.
void rowsToGrid(QJsonObject &dashboard, const QString &path);
void migratePanel(QJsonObject &panel);
void graphToTimeSeries(QJsonObject &panel);
void singleStatToStat(QJsonObject &panel);
void oldTableToTable(QJsonObject &panel);
void oldPieToPie(QJsonObject &panel);
void oldHeatmapToHeatmap(QJsonObject &panel);
void oldListToList(QJsonObject &panel); // of dashboards
void migrateFields(QJsonObject &panel); // fieldConfig, old gauge options, mappings
void migrateVariable(QJsonObject &variable);

} // namespace wf::wire::grafana
