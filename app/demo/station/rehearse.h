// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/world/timeline.h"
#include "models/base/clock.h"
#include "models/query/promql/samplereader.h"
#include "models/signals/alert.h"
#include "models/station/rules/engine/rulesettings.h"
#include "models/store/series/seriesstore.h"

#include <stop_token>

namespace wf::app::demo {

// A part of the past over which rules are evaluated, one evaluation each `stepNs`.
struct Stretch {
    qint64 fromNs = 0;
    qint64 untilNs = 0;
    qint64 stepNs = 0;
};
// Around everything that went wrong between the two moments, in order of time; the last one ends at `until`. A minute a
// step, four where something goes on for more than two hours. Times in seconds since 1970.
[[nodiscard]] std::vector<Stretch> stretchesOf(const Timeline &timeline, double from, double until);

// Runs rules over the past as if they had been running: ALERTS and recorded series go into `load`, and what the alerts
// are at the end goes into `stateFile`, where the station's rules go on from. So alerts of an incident that began
// before the window opened are firing when it opens. Blocks: not for the GUI thread. Answers with the firings that are
// over.
struct Rehearsal {
    station::RuleSettings rules;
    std::vector<Stretch> stretches;
    QString stateFile;
};
[[nodiscard]] base::Result<std::vector<signals::Alert>> rehearse(const Rehearsal &rehearsal,
                                                                 const query::SampleReader &samples,
                                                                 store::SeriesBulkLoad &load, const base::Clock &clock,
                                                                 std::stop_token stop);

} // namespace wf::app::demo
