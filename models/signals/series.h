// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/base/labels.h"
#include "models/base/timerange.h"

#include <memory>
#include <vector>

namespace wf::signals {

// One line of samples in two parallel columns. Times ascend, unique, UTC milliseconds. NaN is a value;
// an absent sample is absent: the line breaks where the distance exceeds the step.
struct Series {
    base::Labels labels;
    std::vector<qint64> timesMs;
    std::vector<double> values;

    [[nodiscard]] std::size_t size() const { return timesMs.size(); }
    friend bool operator==(const Series &, const Series &) = default; // NaN != NaN: tests compare bits where it matters
};

// One bucket of a native histogram. `count` is per bucket, not cumulative.
struct HistogramBucket {
    double lower = 0, upper = 0, count = 0;
    int boundaryRule = 0; // 0 (l,u]  1 [l,u)  2 (l,u)  3 [l,u]
};
struct HistogramSample {
    qint64 timeMs = 0;
    double count = 0, sum = 0;
    std::vector<HistogramBucket> buckets;
};
struct HistogramSeries {
    base::Labels labels;
    std::vector<HistogramSample> samples;
};

enum class ResultType { Matrix, Vector, Scalar, String };

// Answer to one query. A vector or scalar is a matrix with one sample a series.
struct QueryAnswer {
    ResultType type = ResultType::Matrix;
    std::vector<Series> series;
    std::vector<HistogramSeries> histograms;
    QString string;    // type String
    qint64 stepMs = 0; // of a range query; 0 for instant
    base::Completeness completeness;
};
using QueryAnswerPtr = std::shared_ptr<const QueryAnswer>;

struct Exemplar {
    base::Labels series;
    base::Labels labels; // trace_id …
    double value = 0;
    qint64 timeMs = 0;
    [[nodiscard]] QString traceId() const; // from trace_id | traceID | traceId
};

enum class MetricType { Unknown, Counter, Gauge, Histogram, GaugeHistogram, Summary, Info, StateSet };
struct MetricInfo {
    QString name;
    MetricType type = MetricType::Unknown;
    QString help; // outside text
    QString unit;
};

} // namespace wf::signals
