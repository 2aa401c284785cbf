// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"

#include <QString>

#include <optional>
#include <stop_token>

// Pure; any thread.
namespace wf::engine {

// What can be chosen, ascending: p50 to p90 in steps of five, to p99 in ones, to p99.9 in tenths.
[[nodiscard]] const std::vector<double> &quantileSteps();
// Which of them is nearest.
[[nodiscard]] int nearestQuantile(double q);
// "p99", "p99.9".
[[nodiscard]] QString quantileName(double q);

// The quantile of one native histogram as Prometheus' histogram_quantile() computes it, from the buckets that its HTTP
// API tells: on a logarithmic scale within exponential buckets, linear in custom ones and around zero. NaN without
// observations; `q` within 0..1.
[[nodiscard]] double quantileOfBuckets(const signals::HistogramSample &sample, double q);

// Native histograms and nothing else.
[[nodiscard]] bool isOfHistograms(const signals::QueryAnswer &answer);
// The answer with a series for each of its histograms: the quantile of every sample, times `factor`. Samples without
// observations give none. Whatever was done when it is stopped.
[[nodiscard]] signals::QueryAnswerPtr withQuantiles(const signals::QueryAnswerPtr &answer, double q, double factor,
                                                    std::stop_token stop = {});

// The number that the first histogram_quantile() of a query is asked with, when it is written as one.
struct QuantilePlace {
    double value = 0;
    int start = 0, length = 0; // UTF-16 units
};
[[nodiscard]] std::optional<QuantilePlace> quantileIn(const QString &query);
// The same query with another one; of a query without, its quantile.
[[nodiscard]] QString withQuantile(const QString &query, double q);

} // namespace wf::engine
