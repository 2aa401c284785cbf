// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/objective.h"

#include <vector>

namespace wf::engine {

// The two questions an objective asks its metric source about one window: how many events there were, and how many of
// them were bad (or good). Each gives one number. Empty `total` when the objective cannot be asked that way; `problem`
// says why.
struct SliQueries {
    QString total;
    QString part; // good or bad events
    bool partIsGood = true;
    bool isShare = false; // part is a share and total is 1: how many events there were is not known
    QString problem;
};

// Counters are counted with increase(), which bridges resets; sums of a selector are taken apart for that. Expressions
// go through a sub-query of one minute. Gauges, thresholds and shares count their samples: each is an event. Native
// histograms count observations. Sloth's {{.window}} becomes the window, and rates become counts. Pure.
[[nodiscard]] SliQueries sliQueries(const signals::Objective &objective, qint64 windowNs);

// The share of events that were bad within the window before each moment, as one query; empty when it cannot be asked.
[[nodiscard]] QString badShareQuery(const signals::Objective &objective, qint64 windowNs);

// The selectors of the query for all events, as they stand: where to look whether there was data at all.
[[nodiscard]] std::vector<QString> eventSelectors(const signals::Objective &objective);
// Those of the query for the part of a ratio.
[[nodiscard]] std::vector<QString> partSelectors(const signals::Objective &objective);

} // namespace wf::engine
