// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/panel.h"

#include <vector>

namespace wf::engine {

// A kind of panel that can be made here, by Grafana's name.
struct PanelKindChoice {
    QString type;
    QString name;     // "Time series"
    bool asks = true; // has queries
};
[[nodiscard]] std::vector<PanelKindChoice> panelKindChoices();

// False of kinds whose panels have no queries; kinds that cannot be made here may have some.
[[nodiscard]] bool asksSources(const QString &type);

// A new panel of the kind with the settings Grafana gives one, and one empty query when it asks.
[[nodiscard]] signals::BoardPanel newPanel(const QString &type);

// The panel as another kind: queries, unit, limits, thresholds and mappings stay, what only the old kind knows goes.
[[nodiscard]] signals::BoardPanel asKind(signals::BoardPanel panel, const QString &type);

// The next free letter of a query: A, B, …, Z, AA.
[[nodiscard]] QString nextRefId(const std::vector<signals::PanelTarget> &targets);

} // namespace wf::engine
