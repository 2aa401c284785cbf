// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluate.h"

#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/eval/lines/smoothing.h"

#include <algorithm>

namespace wf::query {

namespace {

signals::RawSeries rawOf(Line &line, const Grid &grid)
{
    signals::RawSeries raw;
    raw.labels = std::move(line.labels);
    for (std::size_t i = 0; i < grid.count; ++i) {
        if (!isAbsent(line.values[i])) {
            raw.timesMs.push_back(grid.at(i));
            raw.values.push_back(line.values[i]);
        } else if (line.histogram(i)) {
            raw.histogramTimesMs.push_back(grid.at(i));
            raw.histograms.push_back(std::move(line.histograms[i]));
        }
    }
    return raw;
}

void sortByLabels(std::vector<signals::RawSeries> &series)
{
    std::ranges::sort(series, [](const auto &a, const auto &b) { return a.labels < b.labels; });
}

base::Result<Evaluated> finished(Evaluation &evaluation, Evaluated answer)
{
    if (evaluation.hasFailed())
        return *evaluation.error();
    answer.annotations = evaluation.annotations().list();
    return answer;
}

// Leaves the samples in (from, to]: a reader may give more.
void cutTo(signals::RawSeries &series, qint64 from, qint64 to)
{
    const auto cut = [&](auto &times, auto &values) {
        const auto first = std::ranges::upper_bound(times, from) - times.begin();
        const auto end = std::ranges::upper_bound(times, to) - times.begin();
        values.erase(values.begin() + end, values.end());
        values.erase(values.begin(), values.begin() + first);
        times.erase(times.begin() + end, times.end());
        times.erase(times.begin(), times.begin() + first);
    };
    cut(series.timesMs, series.values);
    cut(series.histogramTimesMs, series.histograms);
}

// Samples of a range as they are read; the modified ones get values at both ends of the range.
std::vector<signals::RawSeries> seriesOf(RangeSource source, qint64 timeMs, Evaluation &evaluation)
{
    std::vector<signals::RawSeries> out;
    const qint64 end = source.shift.reference(timeMs), start = end - source.rangeMs;
    for (RangeSeries &series : source.series) {
        signals::RawSeries raw = std::move(series.raw);
        if (series.dropsName)
            raw.labels = withoutMetadata(raw.labels);
        cutTo(raw, start - (source.isAnchored || source.isSmoothed ? evaluation.options().lookbackMs : 0),
              end + (source.isSmoothed ? evaluation.options().lookbackMs : 0));
        if (source.isAnchored || source.isSmoothed) {
            if (!raw.histograms.empty())
                evaluation.fail(std::string(source.isAnchored ? "anchored" : "smoothed") +
                                " modifier is not supported with histograms");
            extendTo(raw, start, end, source.isSmoothed);
        }
        raw.startTimesMs.clear();
        raw.histogramStartTimesMs.clear();
        if (!raw.values.empty() || !raw.histograms.empty())
            out.push_back(std::move(raw));
    }
    sortByLabels(out);
    return out;
}

} // namespace

base::Result<Evaluated> evaluateInstant(const Expr &expr, const SampleReader &reader, qint64 timeMs,
                                        const EvalOptions &options, std::stop_token stop)
{
    Evaluation evaluation(reader, options, {timeMs, timeMs, 0}, std::move(stop));
    evaluation.prepare(expr);
    const Grid grid{timeMs, 1, 1};
    Evaluated answer;
    answer.type = expr.type();
    if (answer.type == ValueType::String) {
        answer.string = std::get<StringLiteral>(withoutParens(expr).node).value;
        return answer;
    }
    if (answer.type == ValueType::Matrix) {
        answer.series = seriesOf(evaluation.range(expr, grid), timeMs, evaluation);
        return finished(evaluation, std::move(answer));
    }
    Lines lines = evaluation.withoutDelayedNames(evaluation.evaluate(expr, grid), grid);
    for (Line &line : lines)
        answer.series.push_back(rawOf(line, grid));
    return finished(evaluation, std::move(answer));
}

base::Result<Evaluated> evaluateRange(const Expr &expr, const SampleReader &reader, qint64 startMs, qint64 endMs,
                                      qint64 stepMs, const EvalOptions &options, std::stop_token stop)
{
    const ValueType type = expr.type();
    if (type != ValueType::Vector && type != ValueType::Scalar)
        return base::makeError(
            base::ErrorKind::Invalid,
            QStringLiteral("invalid expression type \"%1\" for range query, must be Scalar or instant "
                           "Vector")
                .arg(QString::fromUtf8(valueTypeText(type))));
    Evaluated answer;
    if (stepMs <= 0)
        return base::makeError(base::ErrorKind::Invalid, QStringLiteral("The step of a range query must be positive."));
    if (endMs < startMs)
        return answer;
    const Grid grid{startMs, stepMs, static_cast<std::size_t>((endMs - startMs) / stepMs) + 1};
    if (options.maxSteps > 0 && grid.count > options.maxSteps)
        return base::makeError(
            base::ErrorKind::TooLarge,
            QStringLiteral("The range has %1 steps; at most %2 are calculated. Take a larger step or a "
                           "shorter range.")
                .arg(grid.count)
                .arg(options.maxSteps));
    Evaluation evaluation(reader, options, {startMs, endMs, stepMs}, std::move(stop));
    evaluation.prepare(expr);
    Lines lines = evaluation.withoutDelayedNames(evaluation.evaluate(expr, grid), grid);
    for (Line &line : lines)
        answer.series.push_back(rawOf(line, grid));
    sortByLabels(answer.series);
    return finished(evaluation, std::move(answer));
}

} // namespace wf::query
