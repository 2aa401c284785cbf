// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QString>

namespace wf::engine {

// A round step (1, 2, 5, 10, 15, 30 s, … 1 d) that gives at most `maxPoints` samples, never below `leastNs`.
[[nodiscard]] qint64 chooseStep(base::TimeRange range, int maxPoints, qint64 leastNs);

// The range on the grid of the step: starts at or before `range.startNs` so that lines reach the left edge, ends at or
// before `range.endNs`. Answers of different moments then fit together.
[[nodiscard]] base::TimeRange onGrid(base::TimeRange range, qint64 stepNs);

// max(step + scrape interval, 4 scrape intervals): a rate then always has samples (Grafana's $__rate_interval).
[[nodiscard]] qint64 rateInterval(qint64 stepNs, qint64 scrapeIntervalNs);

// Fills $__interval, $__rate_interval and $__range (with or without braces).
[[nodiscard]] QString fillPlaceholders(QString expr, base::TimeRange range, qint64 stepNs, qint64 scrapeIntervalNs);

} // namespace wf::engine
