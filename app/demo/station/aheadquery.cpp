// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/aheadquery.h"

#include <algorithm>
#include <set>

namespace wf::app::demo {

namespace {

using Names = std::set<std::string, std::less<>>;

// Names of everything the rules write.
Names namesGiven(const std::vector<station::RuleGroup> &groups)
{
    Names names{"ALERTS", "ALERTS_FOR_STATE"};
    for (const auto &group : groups)
        for (const auto &rule : group.spec().rules)
            if (rule.kind == signals::RuleKind::Recording)
                names.insert(rule.name);
    return names;
}

bool dependsOnTheRange(const query::TimeShift &shift)
{
    using Kind = query::AtModifier::Kind;
    return shift.offsetExpr || shift.at.kind == Kind::Start || shift.at.kind == Kind::End;
}

// Whether a selector names a metric that no rule gives.
bool isOfThePast(const query::VectorSelector &selector, const Names &given)
{
    const auto name = std::ranges::find_if(selector.matchers, [](const signals::LabelMatcher &m) {
        return m.name() == "__name__" && m.op() == signals::LabelMatcher::Op::Equal;
    });
    return name != selector.matchers.end() && !given.contains(name->value()) && !dependsOnTheRange(selector.shift);
}

// Whether a range gives the same as one evaluation after the other.
bool isKnownAhead(const query::Expr &expr, const Names &given)
{
    bool isKnown = true;
    query::visit(expr, [&](const query::Expr &part) {
        if (const auto *selector = std::get_if<query::VectorSelector>(&part.node))
            isKnown = isKnown && isOfThePast(*selector, given);
        else if (const auto *matrix = std::get_if<query::MatrixSelector>(&part.node))
            isKnown = isKnown && isOfThePast(matrix->vector, given) && !matrix->rangeExpr;
        else if (const auto *subquery = std::get_if<query::Subquery>(&part.node))
            isKnown = isKnown && !subquery->rangeExpr && !subquery->stepExpr && !dependsOnTheRange(subquery->shift);
    });
    return isKnown;
}

// Those that have a sample just then.
std::vector<station::VectorElement> elementsAt(const std::vector<signals::RawSeries> &all, qint64 timeMs)
{
    std::vector<station::VectorElement> out;
    for (const auto &series : all) {
        if (const auto at = std::ranges::lower_bound(series.timesMs, timeMs);
            at != series.timesMs.end() && *at == timeMs) {
            out.push_back({series.labels, series.values[static_cast<std::size_t>(at - series.timesMs.begin())], {}});
            continue;
        }
        const auto at = std::ranges::lower_bound(series.histogramTimesMs, timeMs);
        if (at != series.histogramTimesMs.end() && *at == timeMs)
            out.push_back(
                {series.labels, 0, series.histograms[static_cast<std::size_t>(at - series.histogramTimesMs.begin())]});
    }
    return out;
}

} // namespace

void AheadQuery::follow(const std::vector<station::RuleGroup> &groups)
{
    m_ahead.clear();
    const Names given = namesGiven(groups);
    for (const auto &group : groups)
        for (const auto &rule : group.spec().rules)
            if (rule.parsed && isKnownAhead(*rule.parsed, given))
                m_ahead[rule.parsed.get()] = {};
}

void AheadQuery::begin(qint64 evaluations, qint64 stepMs)
{
    m_evaluations = evaluations;
    m_stepMs = stepMs;
    for (auto &[expr, ahead] : m_ahead)
        ahead = {};
}

base::Result<std::vector<station::VectorElement>> AheadQuery::evaluate(const query::Expr &expr, qint64 timeMs,
                                                                       std::stop_token stop) const
{
    const auto found = m_ahead.find(&expr);
    if (found == m_ahead.end())
        return m_atOnce.evaluate(expr, timeMs, stop);
    Ahead &ahead = found->second;
    if (!std::exchange(ahead.isTried, true))
        if (auto range = query::evaluateRange(expr, m_samples, timeMs, timeMs + (m_evaluations - 1) * m_stepMs,
                                              m_stepMs, {}, stop))
            ahead.series = std::move(range->series);
    return ahead.series ? elementsAt(*ahead.series, timeMs) : m_atOnce.evaluate(expr, timeMs, stop);
}

} // namespace wf::app::demo
