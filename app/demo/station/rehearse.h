// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/samplereader.h"
#include "models/station/intake/intake.h"
#include "models/station/rules/engine/rulesettings.h"

#include <stop_token>

namespace wf::app::demo {

// Runs rules over the past as if they had been running, one evaluation each `stepNs`: ALERTS and recorded series go to
// the intake, and what the alerts are at the end goes into `stateFile`, where the station's rules go on from. So alerts
// of an incident that began before the window opened are firing when it opens. Blocks: not for the GUI thread.
struct Rehearsal {
    station::RuleSettings rules;
    qint64 fromNs = 0;
    qint64 untilNs = 0;
    qint64 stepNs = 0;
    QString stateFile;
};
[[nodiscard]] base::Status rehearse(const Rehearsal &rehearsal, const query::SampleReader &samples,
                                    station::Intake &intake, const base::Clock &clock, std::stop_token stop);

} // namespace wf::app::demo
