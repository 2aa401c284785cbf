// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"
#include "models/engine/history/alerthistory.h"
#include "models/signals/series.h"

// What Prometheus writes of its own alerts: ALERTS{alertname, alertstate, …} is 1 at every evaluation while one is
// pending or fires, ALERTS_FOR_STATE{alertname, …} is the second (UNIX) since which its expression holds
// (Prometheus 2.x and 3.x, rules/alerting.go). Pure.
namespace wf::engine {

// PromQL for the samples of both, looked at every `stepNs`; nothing between two steps is missed.
[[nodiscard]] QString alertSeriesQuery(qint64 stepNs);
// A minute within a week, five within two months, a quarter of an hour within more: how exact beginnings and ends are.
[[nodiscard]] qint64 alertSeriesStep(base::TimeRange range);

// A firing as its samples tell it. Beginning and end are steps; it still fires (end 0) when the last step has it.
struct SeriesFiring {
    base::Labels labels; // without __name__ and alertstate
    qint64 startNs = 0;
    qint64 endNs = 0;
    qint64 symptomNs = 0; // since when the expression held; 0: not told
};
// Firings of a series end where more than two steps are missing. `lastNs`: the last step that was asked for.
[[nodiscard]] std::vector<SeriesFiring> firingsOf(const signals::QueryAnswer &answer, qint64 stepNs, qint64 lastNs);

// Adds what only series tell, and what they know better (the first symptom) to what consoles saw, each firing once: the
// same name, labels of which one set holds the other, and beginnings not farther apart than `stepNs` and five minutes,
// or one within the other, a day
// apart at most. `source` names who tells. Newest first.
void mergeSeries(std::vector<PastAlert> &alerts, const std::vector<SeriesFiring> &firings, const QString &source,
                 const PlaceResolver &resolve, qint64 stepNs);

} // namespace wf::engine
