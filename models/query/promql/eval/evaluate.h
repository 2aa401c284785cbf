// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/notes/annotation.h"
#include "models/query/promql/parse/expr.h"
#include "models/query/promql/samplereader.h"
#include "models/signals/series.h"

#include <stop_token>
#include <string>
#include <vector>

// Answers PromQL from a SampleReader as Prometheus 3 does. Pure: no clock, no threads of its own, no I/O but the
// reader's. Any thread.
namespace wf::query {

struct EvalOptions {
    qint64 lookbackMs = 5 * 60 * 1000;
    qint64 subqueryStepMs = 60 * 1000;   // of sub-queries that name none (Prometheus: the evaluation interval)
    std::size_t maxSamples = 50'000'000; // held in memory at once; TooLarge beyond
    std::size_t maxSteps = 11'000;       // of a range query, as the HTTP API of Prometheus; 0: no bound
    bool delaysNameRemoval = false;      // Prometheus' promql-delayed-name-removal
    bool usesStartTimestamps = false;    // counters restart where RawSeries::startTimesMs says so
    bool usesTypeAndUnitLabels = false;  // __type__ says what is a counter
};

// One answer. Series of a range query and of a matrix are sorted by labels, those of an instant vector are in the
// order of the evaluation (sort(), topk()). No staleness markers are left.
struct Evaluated {
    ValueType type = ValueType::Matrix;     // of a range query always Matrix
    std::vector<signals::RawSeries> series; // a scalar is one series without labels
    std::string string;                     // of ValueType::String
    std::vector<Annotation> annotations;    // deduplicated, in order of their text
};

// Errors: Invalid (the expression contradicts the data: "found duplicate series for the match group …"), TooLarge,
// Cancelled, and whatever the reader says. Times are UTC milliseconds.
[[nodiscard]] base::Result<Evaluated> evaluateInstant(const Expr &expr, const SampleReader &reader, qint64 timeMs,
                                                      const EvalOptions &options, std::stop_token stop);
// Both ends inclusive; stepMs > 0.
[[nodiscard]] base::Result<Evaluated> evaluateRange(const Expr &expr, const SampleReader &reader, qint64 startMs,
                                                    qint64 endMs, qint64 stepMs, const EvalOptions &options,
                                                    std::stop_token stop);

// What the screens understand: native histograms become buckets with bounds, annotations become notes with the
// position in `query` (the text that was parsed).
[[nodiscard]] signals::QueryAnswer toQueryAnswer(const Evaluated &evaluated, std::string_view query, qint64 stepMs = 0);

} // namespace wf::query
