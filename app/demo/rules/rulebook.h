// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::app::demo {

// Copies the shop's Prometheus rules (*.rules.yml), OpenSLO files (*.slo.yaml) or contracts (*.sla.yaml) into folder,
// which is made when it is not there. An empty folder name does nothing. False with *problem when a file cannot be
// written.
[[nodiscard]] bool writeRules(const QString &folder, QString *problem);
[[nodiscard]] bool writeObjectives(const QString &folder, QString *problem);
[[nodiscard]] bool writeAgreements(const QString &folder, QString *problem);
// Who is told (tellingFile) and the calendars of who is on call. All channels are notices of this desktop.
[[nodiscard]] bool writeTelling(const QString &folder, QString *problem);
inline const QString tellingFile = QStringLiteral("halcyon.told.yaml");

} // namespace wf::app::demo
