// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Under which settings of the ledger incidents are kept; the values are those of lessons.h and outcomes.h.
namespace wf::engine {

inline const QString incidentRoot = QStringLiteral("incident/"); // all of the below
inline const QString incidentLessonRoot = QStringLiteral("incident/lesson/");
inline const QString incidentNumberRoot = QStringLiteral("incident/number/");
inline const QString incidentWindowKey = QStringLiteral("incident/window"); // a duration: "10m"
inline const QString incidentOutcomeRoot = QStringLiteral("incident/outcome/");

} // namespace wf::engine
