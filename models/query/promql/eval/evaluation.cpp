// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"

#include "models/query/promql/text/overloaded.h"

#include <algorithm>
#include <unordered_set>

namespace wf::query {

using signals::NativeHistogram;

namespace {

// Their results change with the time of evaluation even where their arguments do not.
bool dependsOnTime(FunctionId id)
{
    switch (id) {
    case FunctionId::DaysInMonth:
    case FunctionId::DayOfMonth:
    case FunctionId::DayOfWeek:
    case FunctionId::DayOfYear:
    case FunctionId::Hour:
    case FunctionId::Minute:
    case FunctionId::Month:
    case FunctionId::Year:
    case FunctionId::PredictLinear:
    case FunctionId::Time:
    case FunctionId::Timestamp:
        return true;
    default:
        return false;
    }
}

bool isQueryTime(const Expr &expr)
{
    const auto *call = std::get_if<Call>(&expr.node);
    if (!call)
        return false;
    const FunctionId id = call->function->id;
    return id == FunctionId::Start || id == FunctionId::End || id == FunctionId::Step || id == FunctionId::Range;
}

bool isAtFixedTime(const TimeShift &shift)
{
    return shift.at.kind != AtModifier::Kind::None;
}

void repeat(Line &line, std::size_t count)
{
    line.values.resize(count, line.values[0]);
    if (!line.histograms.empty())
        line.histograms.resize(count, line.histograms[0]);
}

} // namespace

bool Line::isEmpty() const
{
    return std::ranges::all_of(values, isAbsent) &&
           std::ranges::none_of(histograms, [](const auto &h) { return h != nullptr; });
}

Evaluation::Evaluation(const SampleReader &reader, const EvalOptions &options, const QueryTimes &times,
                       std::stop_token stop)
    : m_reader(reader), m_options(options), m_times(times), m_stop(std::move(stop))
{
}

void Evaluation::fail(std::string message)
{
    if (!m_error)
        m_error = base::makeError(base::ErrorKind::Invalid, QString::fromStdString(message));
}

bool Evaluation::mayHold(std::size_t samples)
{
    if (!m_error && samples > m_options.maxSamples)
        m_error = base::makeError(
            base::ErrorKind::TooLarge,
            QStringLiteral("query processing would load too many samples into memory in expression evaluation"),
            QStringLiteral("More than %1 samples. Ask for fewer series, a shorter range or a larger step.")
                .arg(m_options.maxSamples));
    return mayGoOn();
}

bool Evaluation::mayGoOn()
{
    if (!m_error && m_stop.stop_requested())
        m_error =
            base::makeError(base::ErrorKind::Cancelled, QStringLiteral("query was canceled in expression evaluation"));
    return !m_error;
}

void Evaluation::dropName(Line &line) const
{
    if (m_options.delaysNameRemoval)
        line.dropsName = true;
    else
        line.labels = withoutMetadata(line.labels);
}

Lines Evaluation::unique(Lines lines, const Grid &grid)
{
    if (lines.size() < 2 || (grid.isSingle() && m_options.delaysNameRemoval))
        return lines;
    std::unordered_map<base::Labels, std::size_t> seen;
    seen.reserve(lines.size());
    Lines out;
    out.reserve(lines.size());
    for (Line &line : lines) {
        const auto [found, isNew] = seen.emplace(line.labels, out.size());
        if (isNew) {
            out.push_back(std::move(line));
            continue;
        }
        Line &into = out[found->second];
        for (std::size_t i = 0; i < grid.count; ++i) {
            if (!line.has(i))
                continue;
            if (into.has(i)) {
                fail("vector cannot contain metrics with the same labelset");
                return {};
            }
            into.copyStep(i, line);
        }
    }
    return out;
}

Lines Evaluation::withoutDelayedNames(Lines lines, const Grid &grid)
{
    if (!m_options.delaysNameRemoval)
        return lines;
    for (Line &line : lines)
        if (line.dropsName)
            line.labels = withoutMetadata(line.labels);
    if (!grid.isSingle())
        return unique(std::move(lines), grid);
    return withDistinctLabels(std::move(lines));
}

Lines Evaluation::withDistinctLabels(Lines lines)
{
    std::unordered_set<base::Labels> seen;
    for (const Line &line : lines)
        if (!seen.insert(line.labels).second)
            fail("vector cannot contain metrics with the same labelset");
    return hasFailed() ? Lines() : std::move(lines);
}

Evaluation::Invariance Evaluation::invariance(const Expr &expr)
{
    if (const auto known = m_invariance.find(&expr); known != m_invariance.end())
        return known->second;
    const Invariance result =
        std::visit(Overloaded{
                       [](const NumberLiteral &) {
                           return Invariance{true, false};
                       },
                       [](const StringLiteral &) {
                           return Invariance{true, false};
                       },
                       [](const VectorSelector &v) {
                           return Invariance{isAtFixedTime(v.shift), isAtFixedTime(v.shift)};
                       },
                       [](const MatrixSelector &m) {
                           return Invariance{isAtFixedTime(m.vector.shift), false};
                       },
                       [](const Subquery &s) {
                           return Invariance{isAtFixedTime(s.shift), false};
                       },
                       [&](const Call &call) {
                           return isQueryTime(expr) ? Invariance{true, false} : invarianceOf(call);
                       },
                       [&](const Aggregate &a) { return invariance(withoutParens(*a.expr)); },
                       [&](const Binary &b) {
                           const bool isInvariant = invariance(*b.lhs).isInvariant && invariance(*b.rhs).isInvariant;
                           return Invariance{isInvariant, isInvariant};
                       },
                       [&](const Unary &u) { return invariance(*u.expr); },
                       [&](const Paren &p) { return invariance(*p.expr); },
                   },
                   expr.node);
    return m_invariance[&expr] = result;
}

Evaluation::Invariance Evaluation::invarianceOf(const Call &call)
{
    bool isInvariant = !dependsOnTime(call.function->id);
    bool areFixedSelectors = call.function->id == FunctionId::Timestamp;
    for (const ExprPtr &arg : call.args) {
        const Expr &plain = withoutParens(*arg);
        const bool isArgInvariant = invariance(plain).isInvariant;
        isInvariant = isInvariant && isArgInvariant;
        areFixedSelectors = areFixedSelectors && isArgInvariant && std::holds_alternative<VectorSelector>(plain.node);
    }
    return {isInvariant || areFixedSelectors, isInvariant || areFixedSelectors};
}

Lines Evaluation::evaluate(const Expr &expr, const Grid &grid)
{
    if (!mayGoOn())
        return {};
    if (grid.isSingle() || !invariance(expr).isWorthwhile)
        return evaluateHere(expr, grid);
    Lines once = evaluateHere(expr, grid.onlyFirst());
    if (!mayHold(once.size() * grid.count))
        return {};
    for (Line &line : once)
        repeat(line, grid.count);
    return once;
}

Lines Evaluation::evaluateHere(const Expr &expr, const Grid &grid)
{
    return std::visit(Overloaded{
                          [&](const NumberLiteral &number) {
                              if (!mayHold(grid.count))
                                  return Lines();
                              Line line({}, false, grid.count);
                              std::ranges::fill(line.values, number.value);
                              return Lines{std::move(line)};
                          },
                          [](const StringLiteral &) { return Lines(); },
                          [&](const VectorSelector &selector) { return lines(selector, expr, grid); },
                          [](const MatrixSelector &) { return Lines(); },
                          [](const Subquery &) { return Lines(); },
                          [&](const Call &call) { return lines(call, expr, grid); },
                          [&](const Aggregate &aggregate) { return lines(aggregate, expr, grid); },
                          [&](const Binary &binary) { return lines(binary, expr, grid); },
                          [&](const Unary &unary) { return lines(unary, grid); },
                          [&](const Paren &paren) { return evaluate(*paren.expr, grid); },
                      },
                      expr.node);
}

std::vector<double> Evaluation::scalar(const Expr &expr, const Grid &grid)
{
    const Lines lines = evaluate(expr, grid);
    return hasFailed() || lines.empty() ? std::vector<double>(grid.count) : lines.front().values;
}

Lines Evaluation::lines(const Unary &unary, const Grid &grid)
{
    Lines inner = evaluate(*unary.expr, grid);
    if (!unary.isNegative)
        return inner;
    for (Line &line : inner) {
        dropName(line);
        for (std::size_t i = 0; i < grid.count; ++i) {
            if (!isAbsent(line.values[i]))
                line.values[i] = -line.values[i];
            if (const NativeHistogram *h = line.histogram(i)) {
                NativeHistogram negated = *h;
                multiply(negated, -1);
                line.histograms[i] = std::make_shared<const NativeHistogram>(std::move(negated));
            }
        }
    }
    return m_options.delaysNameRemoval ? inner : unique(std::move(inner), grid);
}

} // namespace wf::query
