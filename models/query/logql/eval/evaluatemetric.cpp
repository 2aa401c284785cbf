// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/logql.h"

#include "models/query/logql/eval/binaryoperation.h"
#include "models/query/logql/eval/rangecollector.h"
#include "models/query/logql/eval/vectoraggregation.h"
#include "models/query/promql/text/expandgroups.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

namespace wf::query {

using namespace Qt::StringLiterals;
using namespace logql;

namespace {

bool canInject(VectorOp op, const RangeAggregation &range)
{
    return op == VectorOp::Sum && !range.grouping &&
           (range.op == RangeOp::BytesOverTime || range.op == RangeOp::BytesRate || range.op == RangeOp::SumOverTime ||
            range.op == RangeOp::Rate || range.op == RangeOp::CountOverTime);
}

class MetricEvaluation {
public:
    MetricEvaluation(const LogMetricQuery &query, std::size_t steps, const LineReader &reader, std::stop_token stop)
        : m_query(query), m_steps(steps), m_reader(reader), m_stop(std::move(stop))
    {
    }

    base::Result<Calculated> of(const MetricExpr &expr)
    {
        return std::visit([this](const auto &node) { return calculate(node); }, expr.node);
    }
    [[nodiscard]] const base::Completeness &completeness() const { return m_completeness; }

private:
    base::Result<Calculated> calculate(const Literal &literal) { return Calculated(literal.value); }
    base::Result<Calculated> calculate(const VectorLiteral &literal)
    {
        Column column({}, m_steps);
        for (std::size_t i = 0; i < m_steps; ++i)
            column.set(i, literal.value);
        return Calculated(Columns{std::move(column)});
    }
    base::Result<Calculated> calculate(const RangeAggregation &aggregation)
    {
        return collect(aggregation, aggregation.grouping ? &*aggregation.grouping : nullptr);
    }
    base::Result<Calculated> calculate(const VectorAggregation &aggregation)
    {
        // A sum's grouping can be done while lines are read: fewer series, and parsers look for fewer labels.
        const auto *range = std::get_if<RangeAggregation>(&aggregation.of->node);
        if (range != nullptr && canInject(aggregation.op, *range)) {
            static const Grouping all;
            return aggregated(aggregation, collect(*range, aggregation.grouping ? &*aggregation.grouping : &all));
        }
        return aggregated(aggregation, of(*aggregation.of));
    }
    base::Result<Calculated> aggregated(const VectorAggregation &aggregation, base::Result<Calculated> of)
    {
        if (!of)
            return of;
        if (std::holds_alternative<double>(*of))
            return base::makeError(base::ErrorKind::Invalid, u"a number cannot be aggregated: write vector(…)"_s);
        return Calculated(aggregate(aggregation, std::get<Columns>(std::move(*of)), m_steps));
    }
    base::Result<Calculated> calculate(const Binary &binary)
    {
        auto left = of(*binary.left);
        if (!left)
            return left;
        auto right = of(*binary.right);
        if (!right)
            return right;
        return combine(binary, std::move(*left), std::move(*right), m_steps);
    }
    base::Result<Calculated> calculate(const LabelReplace &replace);
    base::Result<Calculated> collect(const RangeAggregation &aggregation, const Grouping *grouping);

    const LogMetricQuery &m_query;
    std::size_t m_steps;
    const LineReader &m_reader;
    std::stop_token m_stop;
    base::Completeness m_completeness;
};

base::Result<Calculated> MetricEvaluation::collect(const RangeAggregation &aggregation, const Grouping *grouping)
{
    const LogRange &range = aggregation.range;
    const Span offset = range.offset.value_or(Span{});
    if (!range.range.variable.empty() || !offset.variable.empty())
        return base::makeError(
            base::ErrorKind::Invalid,
            u"the variable %1 has no value: write a time span such as 5m"_s.arg(
                QString::fromStdString(range.range.variable.empty() ? offset.variable : range.range.variable)));
    const Windows windows{(m_query.stepNs > 0 ? m_query.startNs : m_query.endNs) - offset.ns,
                          std::max<qint64>(m_query.stepNs, 1), range.range.ns, m_steps};
    RangeCollector collector(aggregation, grouping, windows, {m_query.mostSeries, m_query.mostSamples});
    auto columns = collector.collect(m_reader, m_query.endNs, m_stop);
    if (!columns)
        return columns.error();
    m_completeness.merge(collector.completeness());
    if (aggregation.op != RangeOp::AbsentOverTime)
        return Calculated(std::move(*columns));
    std::vector<base::Labels::Pair> labels;
    for (const auto &matcher : range.selector.matchers)
        labels.emplace_back(matcher.name(), matcher.op() == signals::LabelMatcher::Op::Equal &&
                                                    std::ranges::count(range.selector.matchers, matcher.name(),
                                                                       &signals::LabelMatcher::name) == 1
                                                ? matcher.value()
                                                : std::string());
    Column absent(base::Labels(std::move(labels)), m_steps);
    for (std::size_t i = 0; i < m_steps; ++i)
        if (std::ranges::none_of(*columns, [i](const Column &c) { return c.has[i] != 0; }))
            absent.set(i, 1);
    return Calculated(Columns{std::move(absent)});
}

base::Result<Calculated> MetricEvaluation::calculate(const LabelReplace &replace)
{
    auto inner = of(*replace.of);
    if (!inner)
        return inner;
    auto *columns = std::get_if<Columns>(&*inner);
    if (columns == nullptr)
        return base::makeError(base::ErrorKind::Invalid, u"label_replace works on vectors: write vector(…)"_s);
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);
    const re2::RE2 regex("^(?:" + replace.regex + ")$", options);
    if (!regex.ok())
        return base::makeError(base::ErrorKind::Invalid, QString::fromStdString(regex.error()));
    for (auto &column : *columns) {
        const std::string source(column.labels.value(replace.source));
        if (const auto made = expandMatch(regex, source, replace.replacement))
            column.labels = column.labels.with(replace.target, *made);
    }
    return inner;
}

// Does the outermost sort order the answer? 1 ascending, -1 descending.
int orderOf(const MetricExpr &expr)
{
    const auto *aggregation = std::get_if<VectorAggregation>(&expr.node);
    if (aggregation == nullptr)
        return 0;
    return aggregation->op == VectorOp::Sort ? 1 : aggregation->op == VectorOp::SortDesc ? -1 : 0;
}

signals::QueryAnswer answerOf(const MetricExpr &expr, Calculated calculated, const LogMetricQuery &query,
                              std::size_t steps)
{
    const bool isInstant = query.stepNs <= 0;
    signals::QueryAnswer answer;
    answer.stepMs = isInstant ? 0 : query.stepNs / base::nsPerMs;
    answer.type = isInstant ? signals::ResultType::Vector : signals::ResultType::Matrix;
    if (const double *number = std::get_if<double>(&calculated)) {
        if (isInstant)
            answer.type = signals::ResultType::Scalar;
        Column column({}, steps);
        for (std::size_t i = 0; i < steps; ++i)
            column.set(i, *number);
        calculated = Columns{std::move(column)};
    }
    const qint64 first = isInstant ? query.endNs : query.startNs;
    for (auto &column : std::get<Columns>(calculated)) {
        signals::Series series{std::move(column.labels), {}, {}};
        for (std::size_t i = 0; i < steps; ++i)
            if (column.has[i]) {
                series.timesMs.push_back((first + static_cast<qint64>(i) * query.stepNs) / base::nsPerMs);
                series.values.push_back(column.values[i]);
            }
        if (!series.timesMs.empty())
            answer.series.push_back(std::move(series));
    }
    std::ranges::sort(answer.series, [](const auto &a, const auto &b) { return a.labels < b.labels; });
    if (const int order = orderOf(expr); order != 0 && isInstant)
        std::ranges::stable_sort(answer.series, [order](const auto &a, const auto &b) {
            const double x = a.values.front();
            const double y = b.values.front();
            return std::isnan(x) || std::isnan(y) ? !std::isnan(x) && std::isnan(y) : order > 0 ? x < y : x > y;
        });
    return answer;
}

} // namespace

base::Result<signals::QueryAnswer> evaluateLogMetric(const LogqlExpr &expr, const LogMetricQuery &query,
                                                     const LineReader &reader, std::stop_token stop)
{
    const MetricExpr *metric = expr.metric();
    if (metric == nullptr)
        return base::makeError(base::ErrorKind::Invalid,
                               u"this query gives lines, not a metric: put count_over_time({…}[5m]) round it"_s);
    std::size_t steps = 1;
    if (query.stepNs > 0) {
        if (query.endNs < query.startNs)
            return base::makeError(base::ErrorKind::Invalid, u"the end lies before the start"_s);
        const auto count = static_cast<quint64>(query.endNs - query.startNs) / static_cast<quint64>(query.stepNs) + 1;
        if (count > query.mostSteps)
            return base::makeError(
                base::ErrorKind::TooLarge,
                u"the query asks for %1 points of a series; at most %2 are given: choose a longer step"_s.arg(count)
                    .arg(query.mostSteps));
        steps = static_cast<std::size_t>(count);
    }
    MetricEvaluation evaluation(query, steps, reader, std::move(stop));
    auto calculated = evaluation.of(*metric);
    if (!calculated)
        return calculated.error();
    auto answer = answerOf(*metric, std::move(*calculated), query, steps);
    answer.completeness.merge(evaluation.completeness());
    return answer;
}

} // namespace wf::query
