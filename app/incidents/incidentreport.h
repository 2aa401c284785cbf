// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

// A head and a line each, open ones first: ID SEVERITY STATE OWNER ALERTS SINCE UNTIL TITLE.
[[nodiscard]] std::vector<QStringList> incidentTable(const engine::IncidentSnapshot &incidents);
[[nodiscard]] QJsonArray incidentsAsJson(const engine::IncidentSnapshot &incidents);

// One of them: what is known of it, name and value a line, then a head and a line for each alert by onset, with what it
// joined and the evidence: SINCE UNTIL SEVERITY ALERT SERVICE STATE BECAUSE.
[[nodiscard]] std::vector<QStringList> incidentFacts(const engine::Incident &incident);
[[nodiscard]] std::vector<QStringList> incidentAlerts(const engine::Incident &incident);
[[nodiscard]] QJsonObject incidentAsJson(const engine::Incident &incident);

// "dependency 1.0, time 2.3": strongest first, with what speaks against it.
[[nodiscard]] QString evidenceWords(const analysis::Evidence &evidence);

// Exit code of a monitoring plug-in: 2 with a critical incident that needs somebody, 1 with another one, else 0.
[[nodiscard]] int incidentExitCode(const engine::IncidentSnapshot &incidents);

} // namespace wf::app
