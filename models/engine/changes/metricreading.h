// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/metricbatch.h"

#include <unordered_map>

namespace wf::engine {

// Values on the points of a grid, NaN where there is no sample.
using SeriesOnGrid = std::unordered_map<base::Labels, std::vector<double>>;
// `answers` one a piece of the grid; null ones have no samples.
[[nodiscard]] SeriesOnGrid onGrid(const std::vector<signals::QueryAnswerPtr> &answers, const ChangeGrid &grid);

// What a series is looked at as: a gauge as it is, a counter as its rate, the sum of a histogram as its mean.
struct Reading {
    std::vector<double> values;
    QString query; // PromQL that shows it
    base::Unit unit = base::Unit::None;
    QString title;
};
// `all`: the other series of the same answer. `counters`: names known to be counters beside those called so.
[[nodiscard]] Reading readingOf(const base::Labels &labels, const std::vector<double> &values, const SeriesOnGrid &all,
                                const ChangeGrid &grid, const QSet<QString> &counters);

// The series with its line, its query and its subject; what is to be said of it is still missing.
[[nodiscard]] Change changeAbout(const base::Labels &labels, const Reading &reading, const SubjectRules &rules);

// "request_seconds" of request_seconds_sum and request_seconds_count.
[[nodiscard]] QString metricFamily(const QString &name);

} // namespace wf::engine
