// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/eval/functions/dates.h"
#include "models/query/promql/eval/functions/floatfunctions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace wf::query {

namespace {

using Id = FunctionId;

// Floats only; histograms are left out.
template<class Change>
void changeFloats(Line &line, Change change)
{
    line.histograms.clear();
    for (std::size_t i = 0; i < line.values.size(); ++i)
        if (!isAbsent(line.values[i]))
            line.values[i] = change(line.values[i], i);
}

Lines withoutEmpty(Lines lines)
{
    std::erase_if(lines, [](const Line &line) { return line.isEmpty(); });
    return lines;
}

} // namespace

Lines Evaluation::lines(const Call &call, const Expr &expr, const Grid &grid)
{
    const Id id = call.function->id;
    for (std::size_t i = 0; i < call.args.size(); ++i)
        if (call.args[i]->type() == ValueType::Matrix)
            return overRange(call, i, grid);
    if (call.function->result == ValueType::Scalar || id == Id::Vector)
        return ofScalars(call, grid);
    if (floatFunction(id))
        return eachFloat(call, grid);
    switch (id) {
    case Id::Absent:
        return absent(call, grid);
    case Id::Clamp:
    case Id::ClampMax:
    case Id::ClampMin:
        return clamped(call, grid);
    case Id::Round:
        return rounded(call, grid);
    case Id::Timestamp:
    case Id::StartTimestamp:
        return timestamps(call, grid);
    case Id::Sort:
    case Id::SortDesc:
    case Id::SortByLabel:
    case Id::SortByLabelDesc:
        return sorted(call, expr, grid);
    case Id::LabelReplace:
        return labelReplace(call, grid);
    case Id::LabelJoin:
        return labelJoin(call, grid);
    case Id::HistogramAvg:
    case Id::HistogramCount:
    case Id::HistogramSum:
    case Id::HistogramStddev:
    case Id::HistogramStdvar:
        return eachHistogram(call, grid);
    case Id::HistogramFraction:
        return histogramFraction(call, grid);
    case Id::HistogramQuantile:
        return histogramQuantile(call, grid);
    case Id::HistogramQuantiles:
        return histogramQuantiles(call, grid);
    case Id::Info:
        return info(call, grid);
    default:
        return dates(call, grid);
    }
}

Lines Evaluation::ofScalars(const Call &call, const Grid &grid)
{
    if (!mayHold(grid.count))
        return {};
    Line line({}, false, grid.count);
    const auto fill = [&](double v) { std::ranges::fill(line.values, v); };
    const auto seconds = [](qint64 ms) { return static_cast<double>(ms) / 1000; };
    switch (call.function->id) {
    case Id::Pi:
        fill(std::numbers::pi);
        break;
    case Id::Start:
        fill(seconds(m_times.startMs));
        break;
    case Id::End:
        fill(seconds(m_times.endMs));
        break;
    case Id::Range:
        fill(seconds(m_times.endMs - m_times.startMs));
        break;
    case Id::Step:
        fill(m_times.startMs == m_times.endMs ? 0 : seconds(m_times.stepMs));
        break;
    case Id::Time:
        for (std::size_t i = 0; i < grid.count; ++i)
            line.values[i] = seconds(grid.at(i));
        break;
    case Id::Vector:
        line.values = scalar(*call.args[0], grid);
        break;
    case Id::MaxOf:
    case Id::MinOf: {
        const auto a = scalar(*call.args[0], grid), b = scalar(*call.args[1], grid);
        for (std::size_t i = 0; i < grid.count; ++i)
            line.values[i] = call.function->id == Id::MaxOf ? larger(a[i], b[i]) : smaller(a[i], b[i]);
        break;
    }
    default: { // scalar()
        std::vector<int> seen(grid.count);
        fill(std::numeric_limits<double>::quiet_NaN());
        for (const Line &from : evaluate(*call.args[0], grid))
            for (std::size_t i = 0; i < grid.count; ++i)
                if (!isAbsent(from.values[i]))
                    line.values[i] = seen[i]++ == 0 ? from.values[i] : std::numeric_limits<double>::quiet_NaN();
    }
    }
    return {std::move(line)};
}

Lines Evaluation::eachFloat(const Call &call, const Grid &grid)
{
    const FloatFunction function = floatFunction(call.function->id);
    Lines out = evaluate(*call.args[0], grid);
    for (Line &line : out) {
        changeFloats(line, [&](double v, std::size_t) { return function(v); });
        dropName(line);
    }
    return unique(withoutEmpty(std::move(out)), grid);
}

Lines Evaluation::clamped(const Call &call, const Grid &grid)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Lines out = evaluate(*call.args[0], grid);
    const Id id = call.function->id;
    const std::vector<double> unbounded(grid.count, id == Id::ClampMax ? -infinity : infinity);
    const auto least = id == Id::ClampMax ? unbounded : scalar(*call.args[1], grid);
    const auto most = id == Id::ClampMin ? unbounded : scalar(*call.args[id == Id::Clamp ? 2 : 1], grid);
    for (Line &line : out) {
        changeFloats(line, [&](double v, std::size_t i) {
            return most[i] < least[i] ? absentValue() : larger(least[i], smaller(most[i], v));
        });
        dropName(line);
    }
    return unique(withoutEmpty(std::move(out)), grid);
}

Lines Evaluation::rounded(const Call &call, const Grid &grid)
{
    Lines out = evaluate(*call.args[0], grid);
    const auto nearest = call.args.size() > 1 ? scalar(*call.args[1], grid) : std::vector<double>(grid.count, 1);
    for (Line &line : out) {
        changeFloats(line, [&](double v, std::size_t i) {
            const double inverse = 1 / nearest[i]; // loses less precision
            return std::floor(v * inverse + 0.5) / inverse;
        });
        dropName(line);
    }
    return unique(withoutEmpty(std::move(out)), grid);
}

base::Labels labelsForAbsent(const Expr &expr)
{
    const std::vector<signals::LabelMatcher> *matchers = nullptr;
    if (const auto *vector = std::get_if<VectorSelector>(&expr.node))
        matchers = &vector->matchers;
    else if (const auto *matrix = std::get_if<MatrixSelector>(&expr.node))
        matchers = &matrix->vector.matchers;
    if (!matchers)
        return {};
    // Only what is said once and exactly is known of what is absent.
    std::vector<std::string> seen;
    std::vector<base::Labels::Pair> pairs;
    for (const signals::LabelMatcher &m : *matchers) {
        if (m.name() == "__name__")
            continue;
        const bool isNew = std::ranges::find(seen, m.name()) == seen.end();
        if (m.op() == signals::LabelMatcher::Op::Equal && isNew) {
            pairs.emplace_back(m.name(), m.value());
            seen.push_back(m.name());
        } else {
            std::erase_if(pairs, [&](const auto &p) { return p.first == m.name(); });
        }
    }
    return base::Labels(std::move(pairs));
}

Lines Evaluation::absent(const Call &call, const Grid &grid)
{
    Line line(labelsForAbsent(withoutParens(*call.args[0])), false, grid.count);
    std::ranges::fill(line.values, 1.0);
    for (const Line &present : evaluate(*call.args[0], grid))
        for (std::size_t i = 0; i < grid.count; ++i)
            if (present.has(i))
                line.clear(i);
    if (line.isEmpty() || hasFailed())
        return {};
    return {std::move(line)};
}

Lines Evaluation::dates(const Call &call, const Grid &grid)
{
    const Id part = call.function->id;
    if (call.args.empty()) {
        Line line({}, false, grid.count);
        for (std::size_t i = 0; i < grid.count; ++i)
            line.values[i] = datePart(part, grid.at(i) / 1000);
        return {std::move(line)};
    }
    Lines out = evaluate(*call.args[0], grid);
    for (Line &line : out) {
        line.histograms.clear();
        for (double &v : line.values)
            if (!isAbsent(v))
                v = datePart(part, wholeSeconds(v));
        dropName(line);
    }
    std::erase_if(out, [](const Line &line) { return line.isEmpty(); });
    return unique(std::move(out), grid);
}

} // namespace wf::query
