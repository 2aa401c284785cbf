// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/units.h"
#include "models/signals/series.h"

#include <QString>
#include <QStringList>

namespace wf::engine {

// name{matchers}, or {"name",matchers} for names outside the classic letters (Prometheus 3). Matchers may be empty.
[[nodiscard]] QString selectorText(const QString &name, const QStringList &matchers);
// A label name as it stands in by (…) or in a matcher: quoted when it has to be.
[[nodiscard]] QString labelText(const QString &label);
// The metric names an expression reads, each once, in order. A scanner, not a parser: strings, matchers, ranges and
// grouping clauses are skipped.
[[nodiscard]] QStringList metricNamesIn(const QString &expr);

// What a metric's number means and what to divide by to get to the base unit ("_milliseconds": Seconds, 1000).
struct MetricUnit {
    base::Unit unit = base::Unit::None;
    double divisor = 1;
};
[[nodiscard]] MetricUnit unitOf(const QString &name, const QString &toldUnit, signals::MetricType type);
// Unit of the rate of something that has this unit.
[[nodiscard]] base::Unit rateUnit(base::Unit unit);
// "psp_pool_wait_seconds_total" -> "Psp pool wait"; of recording rules "job:http_requests:rate5m" -> "Http requests
// rate, 5 min".
[[nodiscard]] QString titleOf(const QString &name);

} // namespace wf::engine
