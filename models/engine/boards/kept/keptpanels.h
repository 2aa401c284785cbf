// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"
#include "models/signals/display/linkfigure.h"
#include "models/signals/trace.h"

#include <QHash>
#include <QJsonObject>

namespace wf::engine {

// What panels of a dashboard showed when a snapshot of it was taken, as far as no query of samples, lines or traces
// gives it again. By the key of the placed panel. A value.
struct KeptPanels {
    QHash<QString, std::shared_ptr<const ObjectiveState>> objectives;
    QHash<QString, signals::LinkFigure> lists; // of dashboards; they cannot be opened: keys are empty
    QHash<QString, std::vector<signals::ServiceCall>> calls;
    [[nodiscard]] bool isEmpty() const { return objectives.isEmpty() && lists.isEmpty() && calls.isEmpty(); }
};

// Of an objective what a panel shows of it: the budget, what burns it, how it went. Not the queries behind it.
[[nodiscard]] QJsonObject toJson(const KeptPanels &panels);
// May be hostile: what cannot be understood is left out.
[[nodiscard]] KeptPanels keptPanelsFrom(const QJsonObject &json);

} // namespace wf::engine
