// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panels/panelmaker.h"

namespace wf::engine {

// Rate, errors and duration of what the service is asked (and, into Dependencies, of what it asks of others): finds
// request counters and duration histograms by name and labels, and which label holds the outcome.
void addRequestPanels(PanelMaker &maker);

// The label that says how a request ended, and which of its values are errors.
struct OutcomeLabel {
    QString label;  // empty: none is known
    QString errors; // RE2 for its values
};
[[nodiscard]] OutcomeLabel outcomeOf(const ServiceMetric &metric);

} // namespace wf::engine
