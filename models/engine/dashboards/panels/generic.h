// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panels/panelmaker.h"

namespace wf::engine {

// Limits beside what they limit ("pool_in_use" and "pool_max"), found by name; into Saturation.
void addPairPanels(PanelMaker &maker);
// Rows of metrics that nothing more is known about, by the first words of their names.
struct FamilyRows {
    std::vector<signals::PanelRow> ofSubject; // of what the service is there to tell about
    std::vector<signals::PanelRow> others;
};
// An honest panel for every metric that has none yet: drawn by its type alone. Into the row its name speaks for, else
// into the row of its family.
[[nodiscard]] FamilyRows addGenericPanels(PanelMaker &maker);
// Lines of the log by level, when the service writes one.
void addLogPanel(PanelMaker &maker);

} // namespace wf::engine
