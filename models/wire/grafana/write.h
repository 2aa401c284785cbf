// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"

#include <QJsonObject>

namespace wf::wire::grafana {

// Our model as a classic dashboard of the newest schemaVersion. What was read from a file is written over its own JSON,
// and only where it differs: unknown keys stay as they were, and so does the way a number or a list was spelled. What
// was made here is written in full. Grafana reads the result as it is.
[[nodiscard]] QJsonObject writeClassic(const signals::Dashboard &dashboard);

// A dashboard in the v2 schema (the `spec` of a resource).
[[nodiscard]] QJsonObject classicToElements(const signals::Dashboard &dashboard);
// The same over the document it was read from: what was not changed stays as it was written there, whatever it holds.
[[nodiscard]] QJsonObject writeElements(const signals::Dashboard &dashboard, const QJsonObject &before);

[[nodiscard]] QJsonObject writePanel(const signals::BoardPanel &panel);
[[nodiscard]] QJsonObject writeFieldConfig(const signals::BoardPanel &panel);
[[nodiscard]] QJsonObject writeVariable(const signals::BoardVariable &variable);

// A copy that remembers nothing of the files it came from.
[[nodiscard]] signals::Dashboard withoutSource(signals::Dashboard dashboard);

// Where two JSON values first differ ("$.panels[3].title"), empty when they mean the same.
[[nodiscard]] QString firstDifference(const QJsonValue &a, const QJsonValue &b,
                                      const QString &path = QStringLiteral("$"));

} // namespace wf::wire::grafana
