// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/explore/index/metricshape.h"
#include "models/signals/expression.h"

#include <functional>

namespace wf::engine {

// What a query is judged by. Whatever is not known is not judged.
struct LintFacts {
    MetricIndexPtr index;                                       // null: nothing is known about metrics
    bool isIndexWhole = false;                                  // a name that is not in it does not exist
    std::function<MetricShapePtr(const QString &metric)> shape; // of what is known; may be empty
    qint64 scrapeNs = 15 * base::nsPerSecond;
};

// What is wrong with a query (then only that, at its place) or likely not meant: rate() of a gauge, a counter as it
// is, a sum before its rate, a range that holds no two samples, an equality written as a regular expression, labels
// that no series has, quantiles without le, a ratio above 1, seconds where milliseconds are meant, absent() that says
// less than one thinks. In order of place. Pure; any thread.
[[nodiscard]] std::vector<signals::ExpressionMark> lintPromql(const QString &text, const LintFacts &facts);

} // namespace wf::engine
