// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/testlang/compare_p.h"

#include "models/query/promql/histogram/almost.h"
#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/buckets.h"
#include "models/query/promql/histogram/histogramtext.h"
#include "models/query/promql/text/gotext.h"
#include "models/query/promql/text/seriestext.h"

#include <algorithm>

namespace wf::query {

using signals::NativeHistogram;

namespace {

constexpr double epsilon = 1e-6;

bool areAlmost(const std::vector<double> &a, const std::vector<double> &b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return isAlmost(x, y, epsilon); });
}

bool areAlmost(NativeHistogram a, NativeHistogram b, bool comparesHint)
{
    compact(a);
    compact(b);
    return a.schema == b.schema && isAlmost(a.count, b.count, epsilon) && isAlmost(a.sum, b.sum, epsilon) &&
           (!hasCustomBuckets(a) || a.customBounds == b.customBounds) && a.zeroThreshold == b.zeroThreshold &&
           isAlmost(a.zeroCount, b.zeroCount, epsilon) && a.negativeSpans == b.negativeSpans &&
           a.positiveSpans == b.positiveSpans && areAlmost(a.negativeCounts, b.negativeCounts) &&
           areAlmost(a.positiveCounts, b.positiveCounts) && (!comparesHint || a.resetHint == b.resetHint);
}

// A sample of either kind.
struct Sample {
    qint64 timeMs = 0;
    double value = 0;
    const NativeHistogram *histogram = nullptr;
    [[nodiscard]] std::string text() const
    {
        return (histogram ? histogramLiteral(*histogram) : goShort(value)) + " @[" + std::to_string(timeMs) + ']';
    }
};

std::vector<Sample> samplesOf(const signals::RawSeries &series)
{
    std::vector<Sample> out;
    for (std::size_t i = 0; i < series.values.size(); ++i)
        out.push_back({series.timesMs[i], series.values[i], nullptr});
    for (std::size_t i = 0; i < series.histograms.size(); ++i)
        out.push_back({series.histogramTimesMs[i], 0, series.histograms[i].get()});
    std::ranges::sort(out, {}, &Sample::timeMs);
    return out;
}

std::string textOf(const std::vector<Sample> &samples)
{
    std::string out = "[";
    for (const Sample &s : samples)
        out += (out.size() > 1 ? " " : "") + s.text();
    return out + ']';
}

std::string compareSamples(const SeriesLine &line, const std::vector<Sample> &actual, qint64 startMs, qint64 stepMs)
{
    std::vector<Sample> expected;
    std::vector<bool> comparesHint;
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        const SequenceValue &v = line.values[i];
        if (v.isOmitted())
            continue;
        expected.push_back({startMs + static_cast<qint64>(i) * stepMs, v.number.value_or(0), v.histogram.get()});
        comparesHint.push_back(v.saysResetHint);
    }
    bool isSame = expected.size() == actual.size();
    for (std::size_t i = 0; isSame && i < expected.size(); ++i) {
        const Sample &e = expected[i], &a = actual[i];
        isSame = e.timeMs == a.timeMs && (e.histogram != nullptr) == (a.histogram != nullptr) &&
                 (e.histogram ? areAlmost(*e.histogram, *a.histogram, comparesHint[i])
                              : isAlmost(a.value, e.value, epsilon));
    }
    return isSame ? std::string()
                  : "expected " + textOf(expected) + " for " + seriesText(line.labels) + ", got " + textOf(actual);
}

std::string compareSeries(const EvalCommand &expected, const Evaluated &answer)
{
    const bool isMatrix = answer.type == ValueType::Matrix;
    const auto &range = expected.rangeVector;
    const qint64 start = range ? range->startMs : expected.startMs, step = range ? range->stepMs : expected.stepMs;
    std::vector<char> isSeen(expected.series.size());
    for (std::size_t position = 0; position < answer.series.size(); ++position) {
        const signals::RawSeries &actual = answer.series[position];
        // The last line of a series counts.
        const auto line = std::find_if(expected.series.rbegin(), expected.series.rend(),
                                       [&](const SeriesLine &l) { return l.labels == actual.labels; });
        const std::vector<Sample> samples = samplesOf(actual);
        if (line == expected.series.rend())
            return "unexpected metric " + seriesText(actual.labels) + " in result, has " + textOf(samples);
        const auto at = static_cast<std::size_t>(expected.series.rend() - line) - 1;
        if (expected.isOrdered && !isMatrix && at != position)
            return "expected metric " + seriesText(actual.labels) + " at position " + std::to_string(at + 1) +
                   " but was at " + std::to_string(position + 1);
        // An instant vector has the query's own time, whatever it is.
        const qint64 firstMs = isMatrix || samples.empty() ? start : samples.front().timeMs;
        if (std::string wrong = compareSamples(*line, samples, firstMs, step); !wrong.empty())
            return wrong;
        isSeen[at] = true;
    }
    for (std::size_t i = 0; i < isSeen.size(); ++i) {
        const auto sameAs = [&](const SeriesLine &l) { return l.labels == expected.series[i].labels; };
        const bool isRepeated = std::count_if(expected.series.begin(), expected.series.end(), sameAs) > 1;
        if (!isSeen[i] && !isRepeated)
            return "expected metric " + seriesText(expected.series[i].labels) + " not found";
    }
    return {};
}

std::string compareMessages(const std::vector<ExpectedMessage> &expected, const std::vector<std::string> &actual,
                            const std::string &kind)
{
    if (expected.empty())
        return {};
    if (actual.empty())
        return "expected " + kind + " annotations but none were found";
    for (const ExpectedMessage &e : expected)
        if (std::ranges::none_of(actual, [&](const std::string &a) { return e.fits(a); }))
            return "expected " + kind + " annotation \"" + e.text + "\" but found: " + actual.front();
    for (const std::string &a : actual)
        if (std::ranges::none_of(expected, [&](const ExpectedMessage &e) { return e.fits(a); }))
            return "unexpected " + kind + " annotation \"" + a + '"';
    return {};
}

} // namespace

std::string compareAnswer(const EvalCommand &expected, const Evaluated &answer)
{
    if (answer.type == ValueType::String)
        return answer.string == expected.string.value_or("")
                   ? std::string()
                   : "expected string \"" + expected.string.value_or("") + "\" but got \"" + answer.string + '"';
    if (answer.type == ValueType::Scalar) {
        const double v = answer.series.empty() ? 0 : answer.series.front().values.front();
        if (!expected.scalar)
            return "expected vector or matrix result, but got scalar " + goShort(v);
        return isAlmost(*expected.scalar, v, epsilon)
                   ? std::string()
                   : "expected scalar " + goShort(*expected.scalar) + " but got " + goShort(v);
    }
    if (expected.scalar)
        return "expected scalar result, but got series";
    if (answer.type == ValueType::Matrix && expected.isOrdered)
        return "expected ordered result, but query returned a matrix";
    return compareSeries(expected, answer);
}

std::string compareAnnotations(const EvalCommand &expected, const Evaluated &answer, std::string_view query)
{
    std::vector<std::string> warnings, infos;
    for (const Annotation &annotation : answer.annotations)
        (annotation.isWarning ? warnings : infos).push_back(annotation.text(query));
    if (expected.warnsSomehow && warnings.empty())
        return "expected warnings but got none";
    if (expected.informsSomehow && infos.empty())
        return "expected info annotations but got none";
    if (std::string wrong = compareMessages(expected.warnings, warnings, "warn"); !wrong.empty())
        return wrong;
    if (std::string wrong = compareMessages(expected.infos, infos, "info"); !wrong.empty())
        return wrong;
    if (expected.forbidsWarnings && !warnings.empty())
        return "unexpected warning: " + warnings.front();
    if (expected.forbidsInfos && !infos.empty())
        return "unexpected info annotation: " + infos.front();
    return {};
}

std::string compareFailure(const EvalCommand &expected, const base::Error &error)
{
    const std::string message = error.summary.toStdString();
    if (!expected.fails)
        return "error evaluating query: " + message;
    for (const ExpectedMessage &e : expected.failures)
        if (!e.fits(message))
            return "expected error \"" + e.text + "\", but got: " + message;
    return {};
}

} // namespace wf::query
