// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/parser_p.h"
#include "models/query/promql/text/gotext.h"

#include <cmath>

namespace wf::query {

using signals::LabelMatcher;

namespace {

constexpr std::string_view metricName = "__name__";

qint64 msOf(const NumberLiteral &seconds)
{
    return static_cast<qint64>(std::trunc(std::round(seconds.value * 1e9) / 1e6));
}

bool isLiteral(const DurationExprPtr &duration)
{
    return duration->op == DurationExpr::Op::Number;
}

} // namespace

std::optional<std::vector<LabelMatcher>> Parser::wholeSelector()
{
    MutableExprPtr selector = is(Token::Eof) ? unexpected() : vectorSelector();
    if (selector && !is(Token::Eof))
        unexpected();
    if (m_error)
        return std::nullopt;
    return std::get<VectorSelector>(selector->node).matchers;
}

std::optional<base::Labels> Parser::wholeSeriesLabels()
{
    std::vector<base::Labels::Pair> pairs;
    const bool isQuoted = is(Token::LeftBrace);
    if (!isQuoted)
        pairs.emplace_back(metricName, written(take()));
    if (accept(Token::LeftBrace)) {
        while (!m_error && !accept(Token::RightBrace)) {
            const Lexeme &name = take();
            auto key = name.token == Token::String ? stringValue(name) : std::string(written(name));
            if (name.token != Token::String && name.token != Token::Identifier)
                fail(name.range,
                     "unexpected " + describe(name, m_text) + " in label set, expected identifier or \"}\"");
            if (m_error)
                break;
            if (name.token == Token::String && !is(Token::Equals)) {
                pairs.emplace_back(metricName, *key);
            } else if (expect(Token::Equals, "label set", "\"=\"")) {
                const Lexeme &value = peek();
                if (expect(Token::String, "label set", "string"))
                    if (auto text = stringValue(value))
                        pairs.emplace_back(std::move(*key), std::move(*text));
            }
            if (!m_error && !is(Token::RightBrace))
                expect(Token::Comma, "label set", "\",\" or \"}\"");
        }
    }
    if (!m_error && !is(Token::Eof))
        unexpected();
    return m_error ? std::nullopt : std::optional(base::Labels(std::move(pairs)));
}

MutableExprPtr Parser::vectorSelector()
{
    VectorSelector selector;
    const TextRange first = peek().range;
    if (!is(Token::LeftBrace))
        selector.name = written(take());
    if (is(Token::LeftBrace)) {
        auto read = matchers();
        if (!read)
            return nullptr;
        selector.matchers = std::move(*read);
    }
    if (!selector.name.empty())
        selector.matchers.push_back(LabelMatcher::equal(std::string(metricName), selector.name));
    return finished(std::move(selector), {first.start, m_lastEnd});
}

std::optional<std::vector<LabelMatcher>> Parser::matchers()
{
    take();
    std::vector<LabelMatcher> read;
    while (!accept(Token::RightBrace)) {
        if (!read.empty() && !expect(Token::Comma, "label matching", "\",\" or \"}\""))
            return std::nullopt;
        if (!read.empty() && accept(Token::RightBrace))
            break;
        auto one = matcher();
        if (!one)
            return std::nullopt;
        read.push_back(std::move(*one));
    }
    return read;
}

std::optional<LabelMatcher> Parser::matcher()
{
    const Lexeme &name = peek();
    if (name.token != Token::Identifier && name.token != Token::String) {
        unexpected("label matching", "identifier or \"}\"");
        return std::nullopt;
    }
    take();
    auto label = name.token == Token::String ? stringValue(name) : std::string(written(name));
    if (!label)
        return std::nullopt;
    LabelMatcher::Op op = LabelMatcher::Op::Equal;
    switch (peek().token) {
    case Token::Equals:
        break;
    case Token::NotEqual:
        op = LabelMatcher::Op::NotEqual;
        break;
    case Token::RegexEquals:
        op = LabelMatcher::Op::Regex;
        break;
    case Token::RegexNotEquals:
        op = LabelMatcher::Op::NotRegex;
        break;
    default:
        if (name.token == Token::String)
            return LabelMatcher::equal(std::string(metricName), std::move(*label));
        unexpected("label matching", "label matching operator");
        return std::nullopt;
    }
    take();
    const Lexeme &wanted = peek();
    if (!expect(Token::String, "label matching", "string"))
        return std::nullopt;
    auto value = stringValue(wanted);
    if (!value)
        return std::nullopt;
    auto made = LabelMatcher::make(op, std::move(*label), std::move(*value));
    if (!made) {
        fail({name.range.start, wanted.range.end}, "error parsing regexp: " + made.error().summary.toStdString());
        return std::nullopt;
    }
    return std::move(*made);
}

MutableExprPtr Parser::withSuffixes(MutableExprPtr expr)
{
    while (expr) {
        bool isGood = true;
        switch (peek().token) {
        case Token::LeftBracket:
            expr = rangeOrSubquery(std::move(expr));
            continue;
        case Token::Offset:
            isGood = offset(*expr);
            break;
        case Token::At:
            isGood = at(*expr);
            break;
        case Token::Anchored:
        case Token::Smoothed:
            isGood = extended(*expr, take().token == Token::Anchored);
            break;
        default:
            return expr;
        }
        if (!isGood)
            return nullptr;
    }
    return nullptr;
}

MutableExprPtr Parser::rangeOrSubquery(MutableExprPtr inner)
{
    const Lexeme &bracket = take();
    DurationExprPtr range = positiveDuration();
    if (!range)
        return nullptr;
    if (is(Token::RightBracket)) {
        take();
        return matrixSelector(std::move(inner), bracket, range);
    }
    if (!expect(Token::Colon, "subquery or range", "\":\" or \"]\""))
        return nullptr;
    Subquery made;
    if (!is(Token::RightBracket)) {
        const DurationExprPtr step = positiveDuration();
        if (!step)
            return nullptr;
        made.stepMs = isLiteral(step) ? msOf(step->number) : 0;
        made.stepExpr = isLiteral(step) ? nullptr : step;
    }
    if (!expect(Token::RightBracket, "subquery selector", "\"]\""))
        return nullptr;
    made.rangeMs = isLiteral(range) ? msOf(range->number) : 0;
    made.rangeExpr = isLiteral(range) ? nullptr : range;
    const TextRange where{inner->range.start, m_lastEnd};
    made.expr = std::move(inner);
    return finished(std::move(made), where);
}

MutableExprPtr Parser::matrixSelector(MutableExprPtr inner, const Lexeme &bracket, const DurationExprPtr &range)
{
    const TextRange brackets{bracket.range.start, m_lastEnd};
    auto *vector = std::get_if<VectorSelector>(&inner->node);
    if (!vector)
        return fail(brackets, "ranges only allowed for vector selectors");
    if (vector->shift.offsetMs != 0 || vector->shift.offsetExpr)
        return fail(brackets, "no offset modifiers allowed before range");
    if (vector->shift.at.kind != AtModifier::Kind::None)
        return fail(brackets, "no @ modifiers allowed before range");
    MatrixSelector made;
    made.rangeMs = isLiteral(range) ? msOf(range->number) : 0;
    made.rangeExpr = isLiteral(range) ? nullptr : range;
    made.vectorRange = inner->range;
    made.vector = std::move(*vector);
    return finished(std::move(made), {inner->range.start, m_lastEnd});
}

TimeShift *Parser::shiftOf(Expr &expr, const char *what)
{
    if (auto *vector = std::get_if<VectorSelector>(&expr.node))
        return &vector->shift;
    if (auto *matrix = std::get_if<MatrixSelector>(&expr.node))
        return &matrix->vector.shift;
    if (auto *subquery = std::get_if<Subquery>(&expr.node))
        return &subquery->shift;
    return fail(expr.range, std::string(what) +
                                " modifier must be preceded by an instant vector selector or range vector selector "
                                "or a subquery");
}

bool Parser::offset(Expr &expr)
{
    take();
    const DurationExprPtr by = offsetDuration();
    TimeShift *shift = by ? shiftOf(expr, "offset") : nullptr;
    if (!shift)
        return false;
    if (shift->offsetMs != 0 || shift->offsetExpr)
        return fail(expr.range, "offset may not be set multiple times") != nullptr;
    if (isLiteral(by))
        shift->offsetMs = msOf(by->number);
    else
        shift->offsetExpr = by;
    expr.range.end = m_lastEnd;
    return true;
}

bool Parser::at(Expr &expr)
{
    take();
    AtModifier made;
    if (is(Token::Start) || is(Token::End)) {
        made.kind = take().token == Token::Start ? AtModifier::Kind::Start : AtModifier::Kind::End;
        if (!expect(Token::LeftParen, "@", "timestamp") || !expect(Token::RightParen, "@", "timestamp"))
            return false;
    } else {
        const bool isNegative = is(Token::Subtract);
        if (isNegative || is(Token::Add))
            take();
        if (!is(Token::Number) && !is(Token::Duration))
            return unexpected("@", "timestamp") != nullptr;
        const auto seconds = numberValue(take());
        if (!seconds)
            return false;
        const double t = isNegative ? -*seconds : *seconds;
        constexpr double edge = 9223372036854775.0; // milliseconds fit into 64 bits
        if (!(std::abs(t) < edge))
            return fail(expr.range, "timestamp out of bounds for @ modifier: " + goPlain(t)) != nullptr;
        made.kind = AtModifier::Kind::Time;
        made.timeMs = static_cast<qint64>(std::round(t * 1000));
    }
    TimeShift *shift = shiftOf(expr, "@");
    if (!shift)
        return false;
    if (shift->at.kind != AtModifier::Kind::None)
        return fail(expr.range, "@ <timestamp> may not be set multiple times") != nullptr;
    shift->at = made;
    expr.range.end = m_lastEnd;
    return true;
}

bool Parser::extended(Expr &expr, bool isAnchored)
{
    const std::string name = isAnchored ? "anchored" : "smoothed";
    if (!m_options.extendedRanges)
        return fail(expr.range, name + " modifier is experimental and not enabled") != nullptr;
    if (std::holds_alternative<Subquery>(expr.node))
        return fail(expr.range, name + " modifier is not supported for subqueries") != nullptr;
    auto *vector = std::get_if<VectorSelector>(&expr.node);
    if (auto *matrix = std::get_if<MatrixSelector>(&expr.node))
        vector = &matrix->vector;
    if (!vector)
        return fail(expr.range, name + " modifier not implemented") != nullptr;
    (isAnchored ? vector->isAnchored : vector->isSmoothed) = true;
    if (vector->isAnchored && vector->isSmoothed)
        return fail(expr.range, "anchored and smoothed modifiers cannot be used together") != nullptr;
    return true;
}

} // namespace wf::query
