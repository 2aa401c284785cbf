// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/testlang/variants_p.h"

#include "models/query/promql/parse/parse.h"
#include "models/query/promql/text/overloaded.h"

#include <algorithm>

namespace wf::query {

namespace {

bool dependsOnTime(const Expr &expr)
{
    static constexpr std::string_view names[] = {
        "days_in_month", "day_of_month",   "day_of_week", "day_of_year", "end",  "hour", "minute",   "month",
        "year",          "predict_linear", "range",       "start",       "step", "time", "timestamp"};
    bool depends = false;
    visit(expr, [&](const Expr &e) {
        if (const auto *call = std::get_if<Call>(&e.node))
            depends = depends || std::ranges::find(names, call->function->name) != std::end(names);
    });
    return depends;
}

TimeShift pinned(TimeShift shift, qint64 timeMs)
{
    // Prometheus sets the time also where start() or end() is; those win when it evaluates.
    if (shift.at.kind == AtModifier::Kind::None)
        shift.at = {AtModifier::Kind::Time, timeMs};
    return shift;
}

ExprPtr pinned(const ExprPtr &expr, qint64 timeMs)
{
    Expr copy = *expr;
    std::visit(Overloaded{
                   [](auto &) {},
                   [&](VectorSelector &vector) { vector.shift = pinned(vector.shift, timeMs); },
                   [&](MatrixSelector &matrix) { matrix.vector.shift = pinned(matrix.vector.shift, timeMs); },
                   [&](Subquery &subquery) {
                       // What lies inside of a sub-query at a fixed time is left alone.
                       subquery.shift = pinned(subquery.shift, timeMs);
                   },
                   [&](Call &call) {
                       for (ExprPtr &arg : call.args)
                           arg = pinned(arg, timeMs);
                   },
                   [&](Aggregate &aggregate) {
                       aggregate.expr = pinned(aggregate.expr, timeMs);
                       aggregate.param = aggregate.param ? pinned(aggregate.param, timeMs) : nullptr;
                   },
                   [&](Binary &binary) {
                       binary.lhs = pinned(binary.lhs, timeMs);
                       binary.rhs = pinned(binary.rhs, timeMs);
                   },
                   [&](Unary &unary) { unary.expr = pinned(unary.expr, timeMs); },
                   [&](Paren &paren) { paren.expr = pinned(paren.expr, timeMs); },
               },
               copy.node);
    return std::make_shared<const Expr>(std::move(copy));
}

} // namespace

bool asksForQueryTimes(const std::string &expr)
{
    static const re2::RE2 pattern("(start|end|range|step)\\(\\)");
    return re2::RE2::PartialMatch(expr, pattern);
}

std::vector<QueryVariant> variantsOf(const EvalCommand &eval)
{
    std::vector<QueryVariant> out{{eval.expr, eval.startMs}};
    const auto expr = parsePromql(eval.expr, ParseOptions::everything());
    if (eval.isRange || !expr || dependsOnTime(**expr))
        return out;
    const std::string atTime = printPromql(*pinned(*expr, eval.startMs));
    const qint64 t = eval.startMs;
    for (const qint64 other :
         t == 0 ? std::vector<qint64>{-1000, 0, 1000} : std::vector<qint64>{-10 * t, 0, t / 5, t, 10 * t})
        out.push_back({atTime, other});
    return out;
}

void keepOnly(Evaluated &answer, qint64 timeMs)
{
    const auto only = [timeMs](auto &times, auto &values) {
        const auto at = std::ranges::find(times, timeMs);
        if (at == times.end()) {
            times.clear();
            values.clear();
            return;
        }
        values = {values[static_cast<std::size_t>(at - times.begin())]};
        times = {timeMs};
    };
    for (signals::RawSeries &series : answer.series) {
        only(series.timesMs, series.values);
        only(series.histogramTimesMs, series.histograms);
    }
    std::erase_if(answer.series, [](const auto &s) { return s.values.empty() && s.histograms.empty(); });
}

} // namespace wf::query
