// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"

#include <QHash>
#include <QJsonObject>

namespace wf::wire::grafana {

// Elements of the second schema by the panels they are.
using ElementNames = QHash<const signals::BoardPanel *, QString>;

// The layout of a dashboard in the second schema: grids, rows, and tabs, nested as the rows of the dashboard are.
// `before` is the layout that `was` was read from (empty: made here): what did not change stays as it was written
// there, also an automatic grid; of what did, unknown keys stay.
[[nodiscard]] QJsonObject writeLayout(const signals::Dashboard &dashboard, const ElementNames &names,
                                      const signals::Dashboard &was, const QJsonObject &before);

// "panel-4" of "$.spec.elements['panel-4']"; empty: it is none.
[[nodiscard]] QString elementOfPath(const QString &path);

} // namespace wf::wire::grafana
