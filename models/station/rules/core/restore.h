// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/rules/core/alertingrule.h"

namespace wf::station {

// How much of a pending alert's waiting survives a restart; Prometheus' defaults.
struct RestoreOptions {
    qint64 outageToleranceNs = base::nsPerHour; // after a longer outage everything starts anew
    qint64 graceNs = 10 * base::nsPerMinute;    // a restored alert waits at least so long before it fires
};

// The new "active since" of an alert that was pending since `activeAtNs` when the station was last seen at `downAtNs`.
// Waiting goes on where it stopped: the time of the outage does not count; less than the grace left becomes the grace;
// an alert that had waited long enough keeps its time and fires at once.
[[nodiscard]] qint64 restoredActiveSince(qint64 activeAtNs, qint64 downAtNs, qint64 nowNs, qint64 forNs,
                                         qint64 graceNs);

// After the first evaluation of a rule: takes "active since" of its alerts from the last samples of ALERTS_FOR_STATE
// that are not older than the tolerance, as Prometheus does. Rules whose `for` is below the grace are left as they
// are. Afterwards the rule writes its series. Errors of the reader change nothing; try again then.
[[nodiscard]] base::Status restoreFromSeries(AlertingRule &state, const RuleSpec &rule,
                                             const query::SampleReader &samples, qint64 nowNs,
                                             const RestoreOptions &options, std::stop_token stop);

} // namespace wf::station
