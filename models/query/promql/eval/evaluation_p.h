// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/element/line.h"
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/eval/lines/labelsets.h"
#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/text/seriestext.h"

#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace wf::query {

class HistogramInput;
struct RangeCall;

// The whole query's times, which start(), end(), range(), step() and "@ start()" speak of.
struct QueryTimes {
    qint64 startMs = 0;
    qint64 endMs = 0;
    qint64 stepMs = 0; // 0: an instant query
};

// A selector's shift as it stands in one query.
struct Shift {
    std::optional<qint64> atMs;
    qint64 offsetMs = 0;
    // The instant the selector looks back from.
    [[nodiscard]] qint64 reference(qint64 stepMs) const { return atMs.value_or(stepMs) - offsetMs; }
};

// Samples that a range function walks over: without staleness markers.
struct RangeSeries {
    signals::RawSeries raw;
    bool dropsName = false;
};
struct RangeSource {
    std::vector<RangeSeries> series;
    Shift shift;
    qint64 rangeMs = 0;
    bool isAnchored = false, isSmoothed = false;
    TextRange where;
};

// One evaluation of one query: walks the tree, keeping what all parts share. The first failure ends it: everything then
// gives back nothing, and error() says why.
class Evaluation {
public:
    Evaluation(const SampleReader &reader, const EvalOptions &options, const QueryTimes &times, std::stop_token stop);

    // To be called once, with the whole query.
    void prepare(const Expr &query);
    [[nodiscard]] Lines evaluate(const Expr &expr, const Grid &grid);
    // A scalar, step by step.
    [[nodiscard]] std::vector<double> scalar(const Expr &expr, const Grid &grid);
    // Samples of a range vector or sub-query for the steps of the grid.
    [[nodiscard]] RangeSource range(const Expr &expr, const Grid &grid);

    [[nodiscard]] bool hasFailed() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    void fail(std::string message);
    [[nodiscard]] Annotations &annotations() { return m_annotations; }
    [[nodiscard]] const EvalOptions &options() const { return m_options; }
    // False, and failed, when the query was cancelled or so many samples are too many.
    bool mayHold(std::size_t samples);
    bool mayGoOn();

    // Removes the name or has it removed at the end.
    void dropName(Line &line) const;
    // For lines of which several may have the same labels: puts them together where they have no step in common,
    // fails where they do.
    [[nodiscard]] Lines unique(Lines lines, const Grid &grid);
    // Fails where two have the same labels.
    [[nodiscard]] Lines withDistinctLabels(Lines lines);
    // The names go that were kept until now.
    [[nodiscard]] Lines withoutDelayedNames(Lines lines, const Grid &grid);
    [[nodiscard]] Shift shiftOf(const TimeShift &shift);
    [[nodiscard]] std::optional<qint64> durationMs(qint64 ms, const DurationExprPtr &expr, bool mayBeNegative);
    [[nodiscard]] std::vector<signals::RawSeries> read(const std::vector<signals::LabelMatcher> &matchers,
                                                       qint64 startMs, qint64 endMs);

private:
    struct Invariance {
        bool isInvariant = false;
        bool isWorthwhile = false; // to be calculated once and repeated
    };
    Lines evaluateHere(const Expr &expr, const Grid &grid);
    [[nodiscard]] Invariance invariance(const Expr &expr);
    [[nodiscard]] Invariance invarianceOf(const Call &call);

    Lines lines(const VectorSelector &selector, const Expr &expr, const Grid &grid);
    // At every step the time of the newest sample, or of its start, in milliseconds. Info samples must be floats.
    enum class TimeOf { Sample, Start, InfoSample };
    Lines newestTimes(const std::vector<signals::LabelMatcher> &matchers, const Shift &shift, const Grid &grid,
                      TimeOf what);
    Lines smoothed(std::vector<signals::RawSeries> series, const Shift &shift, const Grid &grid, TextRange where);
    RangeSource range(const MatrixSelector &matrix, const Expr &expr, const Grid &grid);
    RangeSource range(const Subquery &subquery, const Expr &expr, const Grid &grid);
    Lines lines(const Unary &unary, const Grid &grid);

    // Calls.
    Lines lines(const Call &call, const Expr &expr, const Grid &grid);
    Lines overRange(const Call &call, std::size_t rangeArg, const Grid &grid);
    Line lineOver(const RangeSource &source, const RangeSeries &series, FunctionId id,
                  const std::vector<std::vector<double>> &params, RangeCall &call, const Grid &grid) const;
    Lines absentOverTime(const Call &call, const Lines &present, const Grid &grid);
    void warnAboutNoCounter(const base::Labels &labels, TextRange where);
    Lines ofScalars(const Call &call, const Grid &grid);
    Lines eachFloat(const Call &call, const Grid &grid);
    Lines dates(const Call &call, const Grid &grid);
    Lines clamped(const Call &call, const Grid &grid);
    Lines rounded(const Call &call, const Grid &grid);
    Lines absent(const Call &call, const Grid &grid);
    Lines timestamps(const Call &call, const Grid &grid);
    Lines sorted(const Call &call, const Expr &expr, const Grid &grid);
    Lines labelReplace(const Call &call, const Grid &grid);
    Lines labelJoin(const Call &call, const Grid &grid);
    Lines eachHistogram(const Call &call, const Grid &grid);
    Lines histogramFraction(const Call &call, const Grid &grid);
    Lines histogramQuantile(const Call &call, const Grid &grid);
    Lines histogramQuantiles(const Call &call, const Grid &grid);
    Lines quantileLines(const HistogramInput &input, const std::vector<double> &q, TextRange quantileAt,
                        TextRange where, const Grid &grid);
    Lines info(const Call &call, const Grid &grid);
    Lines infoTimes(const Expr &base, const Lines &bases, std::vector<signals::LabelMatcher> matchers,
                    const std::vector<signals::LabelMatcher> &data, const Grid &grid);

    // Aggregations.
    Lines lines(const Aggregate &aggregate, const Expr &expr, const Grid &grid);
    Lines grouped(const Aggregate &aggregate, const Lines &input, const std::vector<double> &params, const Grid &grid);
    Lines chosen(const Aggregate &aggregate, const Expr &expr, Lines input, const std::vector<double> &params,
                 const Grid &grid);
    Lines counted(const Aggregate &aggregate, const Lines &input, const Grid &grid);

    // Operators.
    Lines lines(const Binary &binary, const Expr &expr, const Grid &grid);
    Lines vectorWithScalar(const Binary &binary, Lines vector, const std::vector<double> &scalars, bool isScalarLeft,
                           TextRange where, const Grid &grid);
    Lines setOperation(const Binary &binary, Lines left, Lines right, const Grid &grid);
    Lines matched(const Binary &binary, Lines left, Lines right, TextRange where, const Grid &grid);

    const SampleReader &m_reader;
    const EvalOptions &m_options;
    QueryTimes m_times;
    std::stop_token m_stop;
    Annotations m_annotations;
    std::optional<base::Error> m_error;
    std::unordered_map<const Expr *, Invariance> m_invariance;
    // Selectors of whose histograms only count and sum are asked for.
    std::unordered_set<const Expr *> m_statisticsOnly;
};

[[nodiscard]] inline const std::string &stringOf(const Expr &expr)
{
    return std::get<StringLiteral>(withoutParens(expr).node).value;
}
[[nodiscard]] base::Labels labelsForAbsent(const Expr &expr);

} // namespace wf::query
