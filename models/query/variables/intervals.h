// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "models/query/variables/interpolate.h"

#include <QString>

#include <optional>

namespace wf::query {

// Steps of one question as Grafana computes them (pkg/tsdb/intervalv2, promlib models.Query).
struct IntervalQuestion {
    base::TimeRange range;
    int maxDataPoints = 100; // width of the panel
    QString minInterval;     // of the target, else of the panel: "15s", ">10s"; empty, $__interval = none
    qint64 scrapeIntervalNs = 15 * base::nsPerSecond;
    double factor = 1; // intervalFactor of old targets
};
struct Intervals {
    qint64 intervalNs = 0;     // $__interval
    qint64 stepNs = 0;         // what is sent
    qint64 rateIntervalNs = 0; // $__rate_interval
};
[[nodiscard]] Intervals intervalsOf(const IntervalQuestion &question);

// The nearest of Grafana's round intervals.
[[nodiscard]] qint64 roundIntervalMs(qint64 ms);
// One unit, rounded down: "15s", "1m", "2h", "500ms".
[[nodiscard]] QString intervalText(qint64 ns);
// "1m", ">10s", "1y"; also bare seconds.
[[nodiscard]] std::optional<qint64> parseInterval(QString text);

// $__interval, $__rate_interval, $__range, $__from … of a question, into the scope.
void addBuiltIns(VariableScope &scope, const IntervalQuestion &question, const Intervals &intervals);

// A relative time of a dashboard ("now-6h", "now/d", "now-1d/d", ISO or milliseconds); `up`: the end of the unit.
[[nodiscard]] std::optional<qint64> relativeTimeNs(const QString &text, qint64 nowNs, bool up,
                                                   const QString &zone = {});

} // namespace wf::query
