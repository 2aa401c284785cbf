// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/eval/lines/smoothing.h"
#include "models/query/promql/notes/messages.h"

#include <algorithm>
#include <limits>

namespace wf::query {

using signals::NativeHistogram;
using signals::RawSeries;
using Hint = NativeHistogram::ResetHint;

namespace {

// Walks forward through one series: its newest sample at or before an instant.
class NewestSample {
public:
    explicit NewestSample(const RawSeries &series) : m_series(series) {}

    // Instants must not go back.
    void goTo(qint64 instant)
    {
        advance(m_series.timesMs, m_float, instant);
        advance(m_series.histogramTimesMs, m_histogram, instant);
    }
    // Later than `after`, and no staleness marker.
    [[nodiscard]] bool isThere(qint64 after) const
    {
        if (timeMs() <= after)
            return false;
        return !signals::isStaleMarker(isFloat() ? value() : histogram()->sum);
    }
    [[nodiscard]] bool isFloat() const
    {
        return m_float > 0 &&
               (m_histogram == 0 || m_series.timesMs[m_float - 1] > m_series.histogramTimesMs[m_histogram - 1]);
    }
    [[nodiscard]] double value() const { return m_series.values[m_float - 1]; }
    [[nodiscard]] const signals::NativeHistogramPtr &histogram() const { return m_series.histograms[m_histogram - 1]; }
    [[nodiscard]] qint64 timeMs() const
    {
        if (isFloat())
            return m_series.timesMs[m_float - 1];
        return m_histogram > 0 ? m_series.histogramTimesMs[m_histogram - 1] : std::numeric_limits<qint64>::min();
    }
    [[nodiscard]] qint64 startMs() const
    {
        const auto &starts = isFloat() ? m_series.startTimesMs : m_series.histogramStartTimesMs;
        return starts.empty() ? 0 : starts[(isFloat() ? m_float : m_histogram) - 1];
    }

private:
    static void advance(const std::vector<qint64> &times, std::size_t &next, qint64 instant)
    {
        while (next < times.size() && times[next] <= instant)
            ++next;
    }

    const RawSeries &m_series;
    std::size_t m_float = 0, m_histogram = 0; // behind the newest of each kind
};

void dropMarkers(RawSeries &series)
{
    const auto isMarker = [](const auto &h) { return !h || signals::isStaleMarker(h->sum); };
    if (std::ranges::none_of(series.values, signals::isStaleMarker) &&
        std::ranges::none_of(series.histograms, isMarker))
        return;
    const auto keepOnly = [](auto isGood, auto &times, auto &values, auto &starts) {
        const bool hasStarts = !starts.empty();
        std::size_t kept = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!isGood(values[i]))
                continue;
            times[kept] = times[i];
            values[kept] = std::move(values[i]);
            if (hasStarts)
                starts[kept] = starts[i];
            ++kept;
        }
        times.resize(kept);
        values.resize(kept);
        starts.resize(hasStarts ? kept : 0);
    };
    keepOnly([](double v) { return !signals::isStaleMarker(v); }, series.timesMs, series.values, series.startTimesMs);
    keepOnly([&](const auto &h) { return !isMarker(h); }, series.histogramTimesMs, series.histograms,
             series.histogramStartTimesMs);
}

// Leaves count and sum of the histograms, which saves their memory. Without buckets resets are not to be seen any more:
// they are looked for before and noted in the hints.
void keepStatistics(RawSeries &series)
{
    signals::NativeHistogramPtr previous;
    for (signals::NativeHistogramPtr &sample : series.histograms) {
        NativeHistogram reduced;
        reduced.schema = sample->schema;
        reduced.count = sample->count;
        reduced.sum = sample->sum;
        reduced.resetHint = sample->resetHint;
        const bool isMarker = signals::isStaleMarker(sample->sum);
        if (!isMarker && previous && reduced.resetHint == Hint::Unknown)
            reduced.resetHint = detectsReset(*sample, *previous) ? Hint::Reset : Hint::NotReset;
        if (!isMarker)
            previous = sample;
        sample = std::make_shared<const NativeHistogram>(std::move(reduced));
    }
}

bool needsBuckets(const Expr &expr)
{
    if (std::holds_alternative<Subquery>(expr.node))
        return true; // for the resets between its steps
    if (const auto *binary = std::get_if<Binary>(&expr.node))
        return binary->op == BinaryOp::TrimUpper || binary->op == BinaryOp::TrimLower;
    const auto *call = std::get_if<Call>(&expr.node);
    return call && (call->function->id == FunctionId::HistogramQuantile ||
                    call->function->id == FunctionId::HistogramQuantiles ||
                    call->function->id == FunctionId::HistogramFraction);
}

bool needsStatistics(const Expr &expr)
{
    const auto *call = std::get_if<Call>(&expr.node);
    return call && (call->function->id == FunctionId::HistogramCount ||
                    call->function->id == FunctionId::HistogramSum || call->function->id == FunctionId::HistogramAvg);
}

void findStatisticsOnly(const Expr &expr, bool isInside, std::unordered_set<const Expr *> &found)
{
    if (needsBuckets(expr))
        return;
    const bool isSelector =
        std::holds_alternative<VectorSelector>(expr.node) || std::holds_alternative<MatrixSelector>(expr.node);
    if (isSelector && isInside)
        found.insert(&expr);
    const bool isInsideNow = isInside || needsStatistics(expr);
    visitChildren(expr, [&](const Expr &child) { findStatisticsOnly(child, isInsideNow, found); });
}

// The columns of a sub-query's result. Hints between samples do not hold for a selection of them.
RawSeries rawOf(Line line, const Grid &grid)
{
    RawSeries raw;
    raw.labels = std::move(line.labels);
    for (std::size_t i = 0; i < grid.count; ++i) {
        if (!isAbsent(line.values[i])) {
            raw.timesMs.push_back(grid.at(i));
            raw.values.push_back(line.values[i]);
        } else if (const NativeHistogram *h = line.histogram(i)) {
            raw.histogramTimesMs.push_back(grid.at(i));
            if (h->resetHint == Hint::Reset || h->resetHint == Hint::NotReset) {
                NativeHistogram copy = *h;
                copy.resetHint = Hint::Unknown;
                raw.histograms.push_back(std::make_shared<const NativeHistogram>(std::move(copy)));
            } else {
                raw.histograms.push_back(line.histograms[i]);
            }
        }
    }
    return raw;
}

} // namespace

void Evaluation::prepare(const Expr &query)
{
    findStatisticsOnly(query, false, m_statisticsOnly);
}

std::vector<RawSeries> Evaluation::read(const std::vector<signals::LabelMatcher> &matchers, qint64 startMs,
                                        qint64 endMs)
{
    if (!mayGoOn())
        return {};
    auto answer = m_reader.read({matchers, startMs, endMs}, m_stop);
    if (!answer) {
        m_error = answer.error();
        return {};
    }
    std::size_t samples = 0;
    for (const RawSeries &series : *answer)
        samples += series.values.size() + series.histograms.size();
    // Answers shall not depend on the order in which a store keeps its series (topk of equals, limitk).
    const auto isBefore = [](const RawSeries &a, const RawSeries &b) { return a.labels < b.labels; };
    if (!std::ranges::is_sorted(*answer, isBefore))
        std::ranges::sort(*answer, isBefore);
    return mayHold(samples) ? std::move(*answer) : std::vector<RawSeries>();
}

Lines Evaluation::lines(const VectorSelector &selector, const Expr &expr, const Grid &grid)
{
    const Shift shift = shiftOf(selector.shift);
    const qint64 first = shift.reference(grid.startMs), last = shift.reference(grid.lastMs());
    const qint64 beyond = selector.isSmoothed ? m_options.lookbackMs : 0;
    std::vector<RawSeries> series = read(selector.matchers, first - m_options.lookbackMs + 1, last + beyond);
    if (!mayHold(series.size() * grid.count))
        return {};
    if (m_statisticsOnly.contains(&expr))
        std::ranges::for_each(series, keepStatistics);
    if (selector.isSmoothed)
        return smoothed(std::move(series), shift, grid, expr.range);
    Lines out;
    out.reserve(series.size());
    for (const RawSeries &raw : series) {
        Line line(raw.labels, false, grid.count);
        NewestSample newest(raw);
        bool isEmpty = true;
        for (std::size_t i = 0; i < grid.count; ++i) {
            const qint64 reference = shift.reference(grid.at(i));
            newest.goTo(reference);
            if (!newest.isThere(reference - m_options.lookbackMs))
                continue;
            isEmpty = false;
            if (newest.isFloat())
                line.values[i] = newest.value();
            else
                line.set(i, newest.histogram());
        }
        if (!isEmpty)
            out.push_back(std::move(line));
    }
    return out;
}

Lines Evaluation::timestamps(const Call &call, const Grid &grid)
{
    const bool wantsStart = call.function->id == FunctionId::StartTimestamp;
    const Expr &arg = withoutParens(*call.args[0]);
    const auto *selector = std::get_if<VectorSelector>(&arg.node);
    Lines out;
    if (!selector) {
        if (wantsStart)
            return out;
        out = evaluate(arg, grid);
        for (Line &line : out) {
            for (std::size_t i = 0; i < grid.count; ++i)
                if (line.has(i))
                    line.values[i] = static_cast<double>(grid.at(i)) / 1000;
            line.histograms.clear();
            dropName(line);
        }
        return unique(std::move(out), grid);
    }
    if (wantsStart && !m_options.usesStartTimestamps)
        return out;
    out = newestTimes(selector->matchers, shiftOf(selector->shift), grid, wantsStart ? TimeOf::Start : TimeOf::Sample);
    for (Line &line : out) {
        for (double &v : line.values)
            v = isAbsent(v) ? v : v / 1000;
        dropName(line);
    }
    return unique(std::move(out), grid);
}

Lines Evaluation::newestTimes(const std::vector<signals::LabelMatcher> &matchers, const Shift &shift, const Grid &grid,
                              TimeOf what)
{
    const auto series =
        read(matchers, shift.reference(grid.startMs) - m_options.lookbackMs + 1, shift.reference(grid.lastMs()));
    if (!mayHold(series.size() * grid.count))
        return {};
    Lines out;
    for (const RawSeries &raw : series) {
        Line line(raw.labels, false, grid.count);
        NewestSample newest(raw);
        for (std::size_t i = 0; i < grid.count; ++i) {
            const qint64 reference = shift.reference(grid.at(i));
            newest.goTo(reference);
            if (!newest.isThere(reference - m_options.lookbackMs))
                continue;
            if (what == TimeOf::InfoSample && !newest.isFloat()) {
                fail("this should be an info metric, with float samples: " + seriesText(raw.labels));
                return {};
            }
            line.values[i] = static_cast<double>(what == TimeOf::Start ? newest.startMs() : newest.timeMs());
        }
        if (!line.isEmpty())
            out.push_back(std::move(line));
    }
    return out;
}

Lines Evaluation::smoothed(std::vector<RawSeries> series, const Shift &shift, const Grid &grid, TextRange where)
{
    Lines out;
    for (RawSeries &raw : series) {
        dropMarkers(raw);
        Line line(raw.labels, false, grid.count);
        for (std::size_t i = 0; i < grid.count; ++i)
            smoothStep(raw, shift.reference(grid.at(i)), m_options.lookbackMs, where, m_annotations, line, i);
        if (!line.isEmpty())
            out.push_back(std::move(line));
    }
    return out;
}

RangeSource Evaluation::range(const Expr &expr, const Grid &grid)
{
    const Expr &plain = withoutParens(expr);
    if (const auto *matrix = std::get_if<MatrixSelector>(&plain.node))
        return range(*matrix, plain, grid);
    return range(std::get<Subquery>(plain.node), plain, grid);
}

RangeSource Evaluation::range(const MatrixSelector &matrix, const Expr &expr, const Grid &grid)
{
    RangeSource source;
    source.shift = shiftOf(matrix.vector.shift);
    source.rangeMs = durationMs(matrix.rangeMs, matrix.rangeExpr, false).value_or(0);
    source.isAnchored = matrix.vector.isAnchored;
    source.isSmoothed = matrix.vector.isSmoothed;
    source.where = expr.range;
    if (hasFailed())
        return source;
    const qint64 before = source.isAnchored || source.isSmoothed ? m_options.lookbackMs : 0;
    const qint64 beyond = source.isSmoothed ? m_options.lookbackMs : 0;
    auto series = read(matrix.vector.matchers, source.shift.reference(grid.startMs) - source.rangeMs - before + 1,
                       source.shift.reference(grid.lastMs()) + beyond);
    for (RawSeries &raw : series) {
        if (m_statisticsOnly.contains(&expr))
            keepStatistics(raw);
        dropMarkers(raw);
        source.series.push_back({std::move(raw), false});
    }
    return source;
}

RangeSource Evaluation::range(const Subquery &subquery, const Expr &expr, const Grid &grid)
{
    RangeSource source;
    source.shift = shiftOf(subquery.shift);
    source.rangeMs = durationMs(subquery.rangeMs, subquery.rangeExpr, false).value_or(0);
    source.where = expr.range;
    qint64 step = durationMs(subquery.stepMs, subquery.stepExpr, false).value_or(0);
    if (hasFailed())
        return source;
    step = step > 0 ? step : m_options.subqueryStepMs;
    // Steps are multiples of the step; the first lies behind the open end of the first window.
    const qint64 from = source.shift.reference(grid.startMs) - source.rangeMs;
    const qint64 to = source.shift.reference(grid.lastMs());
    Grid inner{step * (from / step), step, 0};
    if (inner.startMs <= from)
        inner.startMs += step;
    if (inner.startMs > to)
        return source;
    inner.count = static_cast<std::size_t>((to - inner.startMs) / step) + 1;
    if (!mayHold(inner.count))
        return source;
    for (Line &line : evaluate(*subquery.expr, inner)) {
        const bool drops = line.dropsName;
        source.series.push_back({rawOf(std::move(line), inner), drops});
    }
    return source;
}

} // namespace wf::query
