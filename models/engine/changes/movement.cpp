// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/movement.h"

#include "models/engine/changes/metricreading.h"
#include "models/query/promql/parse/parse.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::engine {

namespace {

constexpr qint64 pointsWanted = 240, pointsNeeded = 60;
constexpr std::size_t longestLag = 40; // samples; no more than an eighth of the window
constexpr double mayCount = 0.05;      // p beyond this never survives
constexpr double leastCorrelation = 0.3;

// One of the series that the target adds up or divides.
bool isPartOf(const base::Labels &candidate, const MoveTarget &target)
{
    return candidate.containsAll(target.labels.without({"__name__"})) &&
           std::ranges::any_of(target.parts, [&](const auto &matchers) {
               return std::ranges::all_of(matchers, [&](const auto &matcher) { return matcher.matches(candidate); });
           });
}

bool isRate(const query::Call &call)
{
    static constexpr std::array<std::string_view, 5> rates{"rate", "irate", "increase", "delta", "idelta"};
    return std::ranges::find(rates, call.function->name) != rates.end();
}

query::ExprPtr shortened(const query::ExprPtr &expr, qint64 rangeMs, bool isInRate)
{
    if (!expr)
        return expr;
    auto out = std::make_shared<query::Expr>(*expr);
    const auto inside = [&](query::ExprPtr &one) { one = shortened(one, rangeMs, false); };
    if (auto *matrix = std::get_if<query::MatrixSelector>(&out->node)) {
        if (isInRate && !matrix->rangeExpr)
            matrix->rangeMs = std::min(matrix->rangeMs, rangeMs);
    } else if (auto *call = std::get_if<query::Call>(&out->node)) {
        const bool isOfRate = isRate(*call);
        for (query::ExprPtr &one : call->args)
            one = shortened(one, rangeMs, isOfRate);
    } else if (auto *aggregate = std::get_if<query::Aggregate>(&out->node)) {
        inside(aggregate->expr);
        inside(aggregate->param);
    } else if (auto *binary = std::get_if<query::Binary>(&out->node)) {
        inside(binary->lhs);
        inside(binary->rhs);
    } else if (auto *unary = std::get_if<query::Unary>(&out->node)) {
        inside(unary->expr);
    } else if (auto *paren = std::get_if<query::Paren>(&out->node)) {
        inside(paren->expr);
    }
    return out;
}

} // namespace

ChangeGrid moveGrid(const MoveQuestion &question, qint64 leastStepNs)
{
    ChangeGrid out;
    const qint64 wanted = std::max({question.stepNs, leastStepNs, question.window.lengthNs() / pointsWanted});
    out.stepNs = question.stepNs > 0 ? wanted : roundStep(wanted);
    const qint64 end = question.window.endNs - question.window.endNs % out.stepNs;
    const qint64 steps = std::max(pointsNeeded, question.window.lengthNs() / out.stepNs);
    out.pieces = {{end - steps * out.stepNs, end}};
    out.points = static_cast<std::size_t>(steps) + 1;
    return out;
}

BatchFindings judgeMoves(const MoveTarget &target, const std::vector<signals::QueryAnswerPtr> &answers,
                         const QSet<QString> &counters, const SubjectRules &rules, const std::stop_token &stop)
{
    BatchFindings out;
    const SeriesOnGrid all = onGrid(answers, target.grid);
    for (const auto &[labels, values] : all) {
        if (stop.stop_requested())
            return out;
        if (isPartOf(labels, target))
            continue;
        const Reading reading = readingOf(labels, values, all, target.grid, counters);
        const auto white = analysis::whitened(reading.values);
        if (!white)
            continue;
        const auto found = analysis::comovement(target.white, *white, std::min(longestLag, target.grid.points / 8));
        if (!found)
            continue;
        ++out.tested;
        if (found->p > mayCount || std::fabs(found->correlation) < leastCorrelation)
            continue;
        Change change = changeAbout(labels, reading, rules);
        change.verdict = found->correlation > 0 ? ChangeVerdict::MovesWith : ChangeVerdict::MovesAgainst;
        change.effect = found->correlation;
        change.lagNs = found->lag * target.grid.stepNs;
        change.p = found->p;
        change.score = std::fabs(found->correlation);
        out.changes.push_back(std::move(change));
        out.labels.push_back(labels);
    }
    return out;
}

QString withShortRates(const QString &expr, qint64 rangeNs)
{
    const auto parsed = query::parsePromql(expr.toStdString(), query::ParseOptions::everything());
    return parsed ? QString::fromStdString(query::printPromql(*shortened(*parsed, rangeNs / base::nsPerMs, false)))
                  : expr;
}

std::vector<std::vector<signals::LabelMatcher>> selectorsOf(const QString &expr)
{
    std::vector<std::vector<signals::LabelMatcher>> out;
    const auto parsed = query::parsePromql(expr.toStdString(), query::ParseOptions::everything());
    if (parsed)
        query::visit(**parsed, [&out](const query::Expr &one) {
            if (const auto *matrix = std::get_if<query::MatrixSelector>(&one.node))
                out.push_back(matrix->vector.matchers);
            else if (const auto *selector = std::get_if<query::VectorSelector>(&one.node))
                out.push_back(selector->matchers);
        });
    return out;
}

} // namespace wf::engine
