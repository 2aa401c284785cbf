// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/parser_p.h"

#include <cmath>

namespace wf::query {

namespace {

using Op = DurationExpr::Op;

constexpr int addPrecedence = 1, multiplyPrecedence = 2, powerPrecedence = 3;

struct Rank {
    Op op;
    int precedence;
};
std::optional<Rank> rankOf(Token token)
{
    switch (token) {
    case Token::Add:
        return Rank{Op::Add, addPrecedence};
    case Token::Subtract:
        return Rank{Op::Subtract, addPrecedence};
    case Token::Multiply:
        return Rank{Op::Multiply, multiplyPrecedence};
    case Token::Divide:
        return Rank{Op::Divide, multiplyPrecedence};
    case Token::Modulo:
        return Rank{Op::Modulo, multiplyPrecedence};
    case Token::Power:
        return Rank{Op::Power, powerPrecedence};
    default:
        return std::nullopt;
    }
}

bool isSign(Token token)
{
    return token == Token::Add || token == Token::Subtract;
}

DurationExprPtr share(DurationExpr expr)
{
    return std::make_shared<const DurationExpr>(std::move(expr));
}

DurationExprPtr wrapped(const DurationExprPtr &inner, TextRange range)
{
    if (inner->op == Op::Number)
        return share({Op::Add, {}, nullptr, inner, true, range});
    DurationExpr copy = *inner;
    copy.isWrapped = true;
    return share(std::move(copy));
}

} // namespace

bool Parser::mayUseDurationExpr(const DurationExpr &expr)
{
    if (!m_options.durationExpressions)
        fail(expr.range, "experimental duration expression is not enabled");
    return m_options.durationExpressions;
}

// Durations are kept in nanoseconds by Prometheus: what does not fit is refused.
DurationExprPtr Parser::checkedRange(DurationExprPtr literal, TextRange at)
{
    if (literal && literal->op == Op::Number && !(std::abs(literal->number.value) <= 9223372036.854775807))
        return fail(at, "duration out of range");
    return literal;
}

DurationExprPtr Parser::durationLiteral()
{
    const Lexeme &lexeme = take();
    const auto value = numberValue(lexeme);
    if (!value)
        return nullptr;
    return checkedRange(
        share({Op::Number, {*value, lexeme.token == Token::Duration}, nullptr, nullptr, false, lexeme.range}),
        lexeme.range);
}

// step(), range(), max_of(a, b), min_of(a, b).
DurationExprPtr Parser::durationCall()
{
    const Lexeme &name = take();
    if (!expect(Token::LeftParen))
        return nullptr;
    DurationExpr made;
    if (name.token == Token::Step || name.token == Token::Range) {
        made.op = name.token == Token::Step ? Op::Step : Op::Range;
    } else {
        made.op = name.token == Token::MaxOf ? Op::MaxOf : Op::MinOf;
        made.lhs = durationExpr(0);
        if (!made.lhs || !expect(Token::Comma))
            return nullptr;
        made.rhs = durationExpr(0);
        if (!made.rhs)
            return nullptr;
    }
    if (!expect(Token::RightParen))
        return nullptr;
    made.range = {name.range.start, m_lastEnd};
    return mayUseDurationExpr(made) ? share(std::move(made)) : nullptr;
}

DurationExprPtr Parser::durationInParens()
{
    const std::size_t start = take().range.start;
    const DurationExprPtr inner = durationExpr(0);
    if (!inner || !expect(Token::RightParen) || !mayUseDurationExpr(*inner))
        return nullptr;
    return wrapped(inner, {start, m_lastEnd});
}

DurationExprPtr Parser::withSign(const Lexeme &sign, DurationExprPtr operand)
{
    if (!operand)
        return nullptr;
    const bool isNegative = sign.token == Token::Subtract;
    if (operand->op == Op::Number) {
        DurationExpr literal = *operand;
        literal.number.value = isNegative ? -literal.number.value : literal.number.value;
        literal.range.start = sign.range.start;
        return share(std::move(literal));
    }
    const TextRange range{sign.range.start, operand->range.end};
    return isNegative ? share({Op::Subtract, {}, nullptr, std::move(operand), false, range}) : operand;
}

DurationExprPtr Parser::durationOperand()
{
    switch (peek().token) {
    case Token::Add:
    case Token::Subtract: {
        const Lexeme &sign = take();
        return withSign(sign, durationExpr(powerPrecedence));
    }
    case Token::Number:
    case Token::Duration:
        return durationLiteral();
    case Token::Step:
    case Token::Range:
    case Token::MaxOf:
    case Token::MinOf:
        return durationCall();
    case Token::LeftParen:
        return durationInParens();
    default:
        return unexpected("subquery or range selector", "number, duration, step(), or range()");
    }
}

DurationExprPtr Parser::durationExpr(int lowestPrecedence)
{
    if (!mayGoDeeper())
        return nullptr;
    ++m_nesting;
    DurationExprPtr left = durationOperand();
    for (int length = 0; left; ++length) {
        const auto rank = rankOf(peek().token);
        if (!rank || rank->precedence < lowestPrecedence)
            break;
        const Lexeme &sign = take();
        const DurationExprPtr right =
            durationExpr(rank->precedence == powerPrecedence ? powerPrecedence : rank->precedence + 1);
        if (!right || !mayUseDurationExpr(*left)) {
            left = nullptr;
            break;
        }
        const bool isByZero = right->op == Op::Number && right->number.value == 0;
        if (isByZero && (rank->op == Op::Divide || rank->op == Op::Modulo))
            left = fail(sign.range, rank->op == Op::Divide ? "division by zero" : "modulo by zero");
        else if (length == deepestNesting)
            left = fail(sign.range, "duration expression is too long");
        else
            left = share({rank->op, {}, left, right, false, {left->range.start, right->range.end}});
    }
    --m_nesting;
    return left;
}

DurationExprPtr Parser::positiveDuration()
{
    const DurationExprPtr duration = durationExpr(0);
    if (duration && duration->op == Op::Number && !(duration->number.value > 0))
        return fail(duration->range, "duration must be greater than 0");
    return duration;
}

// Behind "offset" a literal or a call ends the duration: "x offset 5m + 1" adds to x. Parentheses may be calculated on.
DurationExprPtr Parser::offsetDuration()
{
    const bool hasSign = isSign(peek().token);
    switch (peek(hasSign ? 1 : 0).token) {
    case Token::Number:
    case Token::Duration:
    case Token::Step:
    case Token::Range:
    case Token::MaxOf:
    case Token::MinOf: {
        const Lexeme &sign = peek();
        if (hasSign)
            take();
        const bool isNumber = is(Token::Number) || is(Token::Duration);
        const DurationExprPtr duration = isNumber ? durationLiteral() : durationCall();
        return hasSign ? checkedRange(withSign(sign, duration), sign.range) : duration;
    }
    case Token::LeftParen:
        if (hasSign) {
            const Lexeme &sign = take();
            return withSign(sign, durationInParens());
        }
        return durationExpr(0);
    case Token::Add:
    case Token::Subtract:
        return durationExpr(0);
    default:
        if (hasSign)
            take();
        return unexpected("offset", "number, duration, step(), or range()");
    }
}

} // namespace wf::query
