// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/frames/frame.h"
#include "models/signals/dashboard/panel.h"
#include "models/signals/series.h"

namespace wf::engine {

// Native histograms of an answer as tables, by their newest sample, where a panel can show them. A table: a row for
// each bucket, with columns as Grafana calls them (Time, the labels, yMin, yMax, count). A histogram: a column for each
// upper bound `le` with what lies below it, of all series together, as classic buckets are. Nothing for other kinds.
// Pure.
void addHistograms(const signals::BoardPanel &panel, const signals::PanelTarget &target,
                   const signals::QueryAnswer &answer, std::vector<analysis::Frame> &out);

} // namespace wf::engine
