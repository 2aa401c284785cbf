// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/lint/meaninglints.h"

#include "models/base/units.h"
#include "models/engine/explore/explain/queryunit.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using query::BinaryOp;
using query::Expr;
using query::FunctionId;
using signals::Severity;

namespace {

constexpr double likelyMs = 100; // seconds nobody waits: milliseconds are meant

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Explore", text);
}

class Judge {
public:
    Judge(const TextPlaces &places, const LintFacts &facts) : m_places(places), m_facts(facts) {}

    void look(const Expr &expr)
    {
        if (const auto *binary = std::get_if<query::Binary>(&expr.node); binary && query::isComparison(binary->op))
            comparison(*binary);
        if (const auto *call = std::get_if<query::Call>(&expr.node); call && call->function->id == FunctionId::Absent)
            absence(*call);
    }
    std::vector<signals::ExpressionMark> take() { return std::move(m_marks); }

private:
    void mark(query::TextRange range, Severity severity, QString message)
    {
        m_marks.push_back({m_places.place(range.start), m_places.length(range), severity, std::move(message)});
    }

    [[nodiscard]] QueryUnit unitOf(const Expr &expr) const
    {
        const std::string &text = m_places.utf8();
        return unitOfQuery(
            QString::fromStdString(text.substr(expr.range.start, expr.range.end - expr.range.start)),
            [this](std::string_view name) -> std::optional<signals::MetricInfo> {
                const auto found = m_facts.index ? m_facts.index->metric(name) : std::nullopt;
                return found ? std::optional(signals::MetricInfo{found->text(), found->type, found->help, found->unit})
                             : std::nullopt;
            });
    }

    void comparison(const query::Binary &binary)
    {
        const auto *number = std::get_if<query::NumberLiteral>(&query::withoutParens(*binary.rhs).node);
        if (!number)
            return;
        const Expr &left = query::withoutParens(*binary.lhs);
        if (const auto *call = std::get_if<query::Call>(&left.node);
            call && call->function->id == FunctionId::Absent && binary.op == BinaryOp::Equal && number->value == 0)
            return mark(binary.rhs->range, Severity::Warning,
                        say("absent() is 1 or nothing at all: it never is 0. Write it without the comparison."));
        const bool isAbove = binary.op == BinaryOp::Greater || binary.op == BinaryOp::GreaterEqual;
        const bool isDuration = number->isDuration;
        const QueryUnit is = unitOf(left);
        if (isAbove && is.unit == base::Unit::Ratio && is.factor == 1 && !isDuration && number->value >= 2 &&
            number->value <= 100)
            mark(binary.rhs->range, Severity::Info,
                 say("The left side is a ratio, where 1 is all of it. Were %1 % meant? Then write %2.")
                     .arg(QString::number(number->value), QString::number(number->value / 100)));
        if (isAbove && is.unit == base::Unit::Seconds && is.factor == 1 && !isDuration && number->value >= likelyMs &&
            isLatency(left))
            mark(binary.rhs->range, Severity::Info,
                 say("The left side is in seconds: %1 are %2. Were milliseconds meant?")
                     .arg(QString::number(number->value), base::formatValue(number->value, base::Unit::Seconds)));
    }

    // Ages and up-times are long; what a histogram of seconds measures is not.
    [[nodiscard]] static bool isLatency(const Expr &expr)
    {
        bool found = false;
        query::visit(expr, [&found](const Expr &part) {
            const auto *call = std::get_if<query::Call>(&part.node);
            found = found || (call && call->function->id == FunctionId::HistogramQuantile);
        });
        return found;
    }

    void absence(const query::Call &call)
    {
        if (call.args.size() != 1)
            return;
        const Expr &of = query::withoutParens(*call.args[0]);
        if (std::holds_alternative<query::Aggregate>(of.node))
            return mark(of.range, Severity::Info,
                        say("absent() of an aggregate has no labels, so nobody learns what is missing: write the "
                            "selector itself into it."));
        const auto *selector = std::get_if<query::VectorSelector>(&of.node);
        if (selector && std::ranges::any_of(selector->matchers, [](const signals::LabelMatcher &matcher) {
                return matcher.op() == signals::LabelMatcher::Op::Regex && matcher.alternatives().size() > 1;
            }))
            mark(of.range, Severity::Info,
                 say("absent() tells only when all of these are gone: for each of them write one of its own, joined "
                     "with or."));
    }

    const TextPlaces &m_places;
    const LintFacts &m_facts;
    std::vector<signals::ExpressionMark> m_marks;
};

} // namespace

std::vector<signals::ExpressionMark> meaningLints(const Expr &tree, const TextPlaces &places, const LintFacts &facts)
{
    Judge judge(places, facts);
    query::visit(tree, [&judge](const Expr &expr) { judge.look(expr); });
    return judge.take();
}

} // namespace wf::engine
