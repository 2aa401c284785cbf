// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluate.h"

#include "models/query/promql/histogram/buckets.h"

namespace wf::query {

namespace {

signals::HistogramSample sampleOf(qint64 timeMs, const signals::NativeHistogram &h)
{
    signals::HistogramSample sample{timeMs, h.count, h.sum, {}};
    for (const Bucket &b : allBuckets(h)) {
        if (b.count == 0)
            continue;
        const int rule = b.isLowerInclusive ? (b.isUpperInclusive ? 3 : 1) : (b.isUpperInclusive ? 0 : 2);
        sample.buckets.push_back({b.lower, b.upper, b.count, rule});
    }
    return sample;
}

signals::ResultType typeOf(ValueType type)
{
    switch (type) {
    case ValueType::Scalar:
        return signals::ResultType::Scalar;
    case ValueType::Vector:
        return signals::ResultType::Vector;
    case ValueType::String:
        return signals::ResultType::String;
    case ValueType::Matrix:
        break;
    }
    return signals::ResultType::Matrix;
}

} // namespace

signals::QueryAnswer toQueryAnswer(const Evaluated &evaluated, std::string_view query, qint64 stepMs)
{
    signals::QueryAnswer answer;
    answer.type = typeOf(evaluated.type);
    answer.stepMs = stepMs;
    answer.string = QString::fromStdString(evaluated.string);
    for (const signals::RawSeries &raw : evaluated.series) {
        if (!raw.values.empty())
            answer.series.push_back({raw.labels, raw.timesMs, raw.values});
        if (raw.histograms.empty())
            continue;
        signals::HistogramSeries histograms{raw.labels, {}};
        for (std::size_t i = 0; i < raw.histograms.size(); ++i)
            histograms.samples.push_back(sampleOf(raw.histogramTimesMs[i], *raw.histograms[i]));
        answer.histograms.push_back(std::move(histograms));
    }
    for (const Annotation &annotation : evaluated.annotations)
        answer.completeness.notes << QString::fromStdString(annotation.text(query));
    return answer;
}

} // namespace wf::query
