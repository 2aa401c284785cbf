// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/parser_p.h"

#include "models/query/promql/text/chars.h"
#include "models/query/promql/text/durations.h"
#include "models/query/promql/text/gotext.h"
#include "models/query/promql/text/overloaded.h"

#include <algorithm>
#include <array>

namespace wf::query {

namespace {

struct OperatorRank {
    Token token;
    BinaryOp op;
    int precedence;
};
constexpr int unaryPrecedence = 5, powerPrecedence = 6;
constexpr std::array operatorRanks{
    OperatorRank{Token::Or, BinaryOp::Or, 1},
    OperatorRank{Token::And, BinaryOp::And, 2},
    OperatorRank{Token::Unless, BinaryOp::Unless, 2},
    OperatorRank{Token::EqualEqual, BinaryOp::Equal, 3},
    OperatorRank{Token::NotEqual, BinaryOp::NotEqual, 3},
    OperatorRank{Token::Less, BinaryOp::Less, 3},
    OperatorRank{Token::LessEqual, BinaryOp::LessEqual, 3},
    OperatorRank{Token::Greater, BinaryOp::Greater, 3},
    OperatorRank{Token::GreaterEqual, BinaryOp::GreaterEqual, 3},
    OperatorRank{Token::TrimUpper, BinaryOp::TrimUpper, 3},
    OperatorRank{Token::TrimLower, BinaryOp::TrimLower, 3},
    OperatorRank{Token::Add, BinaryOp::Add, 4},
    OperatorRank{Token::Subtract, BinaryOp::Subtract, 4},
    OperatorRank{Token::Multiply, BinaryOp::Multiply, unaryPrecedence},
    OperatorRank{Token::Divide, BinaryOp::Divide, unaryPrecedence},
    OperatorRank{Token::Modulo, BinaryOp::Modulo, unaryPrecedence},
    OperatorRank{Token::Atan2, BinaryOp::Atan2, unaryPrecedence},
    OperatorRank{Token::Power, BinaryOp::Power, powerPrecedence},
};

const OperatorRank *rankOf(Token token)
{
    const auto *found = std::ranges::find(operatorRanks, token, &OperatorRank::token);
    return found == operatorRanks.end() ? nullptr : found;
}

AggregateOp aggregatorOf(std::string_view written)
{
    const std::string name = lowered(written);
    int op = 0;
    while (op < static_cast<int>(AggregateOp::LimitRatio) && aggregateText(static_cast<AggregateOp>(op)) != name)
        ++op;
    return static_cast<AggregateOp>(op);
}

int depthOf(const ExprPtr &expr)
{
    return expr ? expr->depth : 0;
}

int depthOf(const Expr::Node &node)
{
    return std::visit(Overloaded{
                          [](const auto &) { return 0; },
                          [](const Subquery &s) { return depthOf(s.expr); },
                          [](const Aggregate &a) { return std::max(depthOf(a.expr), depthOf(a.param)); },
                          [](const Binary &b) { return std::max(depthOf(b.lhs), depthOf(b.rhs)); },
                          [](const Unary &u) { return depthOf(u.expr); },
                          [](const Paren &p) { return depthOf(p.expr); },
                          [](const Call &c) {
                              int deepest = 0;
                              for (const ExprPtr &arg : c.args)
                                  deepest = std::max(deepest, arg->depth);
                              return deepest;
                          },
                      },
                      node);
}

// Keywords that may be the name of a metric where an operand is expected.
bool mayNameAMetric(Token token)
{
    switch (token) {
    case Token::Atan2:
    case Token::On:
    case Token::Ignoring:
    case Token::GroupLeft:
    case Token::GroupRight:
    case Token::Bool:
        return false;
    default:
        return token == Token::Identifier || token == Token::MetricIdentifier || token >= Token::And;
    }
}

} // namespace

SyntaxError syntaxError(std::string_view text, TextRange range, std::string message)
{
    return {range, lineColumn(text, range.start), std::move(message)};
}

Parser::Parser(std::string_view text, const ParseOptions &options)
    : m_text(text), m_options(options), m_lexemes(lexPromql(text))
{
}

const Lexeme &Parser::peek(std::size_t ahead) const
{
    return m_lexemes[std::min(m_next + ahead, m_lexemes.size() - 1)];
}

const Lexeme &Parser::take()
{
    const Lexeme &lexeme = peek();
    m_lastEnd = lexeme.range.end;
    if (m_next + 1 < m_lexemes.size())
        ++m_next;
    return lexeme;
}

bool Parser::accept(Token token)
{
    if (!is(token))
        return false;
    take();
    return true;
}

bool Parser::expect(Token token, const char *context, const char *expected)
{
    if (accept(token))
        return true;
    unexpected(context, expected);
    return false;
}

std::string_view Parser::written(const Lexeme &lexeme) const
{
    return m_text.substr(lexeme.range.start, lexeme.range.end - lexeme.range.start);
}

std::nullptr_t Parser::fail(TextRange range, std::string message)
{
    if (!m_error)
        m_error = syntaxError(m_text, range, std::move(message));
    return nullptr;
}

std::nullptr_t Parser::unexpected(const char *context, const char *expected)
{
    const Lexeme &lexeme = peek();
    if (lexeme.token == Token::Error)
        return fail(lexeme.range, lexeme.message);
    std::string message = "unexpected " + describe(lexeme, m_text);
    if (context)
        message.append(" in ").append(context);
    if (expected)
        message.append(", expected ").append(expected);
    return fail(lexeme.range, std::move(message));
}

bool Parser::mayGoDeeper()
{
    if (m_nesting < deepestNesting)
        return true;
    fail(peek().range, "expression is nested more than " + std::to_string(deepestNesting) + " levels deep");
    return false;
}

MutableExprPtr Parser::finished(Expr::Node node, TextRange range)
{
    const int depth = depthOf(node) + 1;
    if (depth > deepestExpr)
        return fail(range, "expression is a chain of more than " + std::to_string(deepestExpr) + " operations");
    return std::make_shared<Expr>(Expr{std::move(node), range, depth});
}

MutableExprPtr Parser::wholeExpr()
{
    if (is(Token::Eof))
        return fail({}, "no expression found in input");
    MutableExprPtr whole = expr(0);
    if (whole && !is(Token::Eof))
        return unexpected();
    return m_error ? nullptr : whole;
}

MutableExprPtr Parser::expr(int lowestPrecedence)
{
    if (!mayGoDeeper())
        return nullptr;
    ++m_nesting;
    MutableExprPtr left = operand();
    while (left) {
        const OperatorRank *rank = rankOf(peek().token);
        if (!rank || rank->precedence < lowestPrecedence)
            break;
        take();
        const bool isRightAssociative = rank->precedence == powerPrecedence;
        left = binary(std::move(left), rank->op, isRightAssociative ? rank->precedence : rank->precedence + 1);
    }
    --m_nesting;
    return left;
}

MutableExprPtr Parser::operand()
{
    if (is(Token::Add) || is(Token::Subtract))
        return unary();
    MutableExprPtr simple = primary();
    return simple ? withSuffixes(std::move(simple)) : nullptr;
}

MutableExprPtr Parser::unary()
{
    const Lexeme &sign = take();
    MutableExprPtr inner = expr(unaryPrecedence + 1);
    if (!inner)
        return nullptr;
    const bool isNegative = sign.token == Token::Subtract;
    if (auto *literal = std::get_if<NumberLiteral>(&inner->node)) {
        literal->value = isNegative ? -literal->value : literal->value;
        inner->range.start = sign.range.start;
        return inner;
    }
    const TextRange range{sign.range.start, inner->range.end};
    return finished(Unary{isNegative, std::move(inner)}, range);
}

MutableExprPtr Parser::primary()
{
    const Lexeme &first = peek();
    switch (first.token) {
    case Token::Number:
    case Token::Duration:
        return number();
    case Token::String:
        return string();
    case Token::LeftBrace:
        return vectorSelector();
    case Token::LeftParen: {
        take();
        MutableExprPtr inner = expr(0);
        if (!inner || !expect(Token::RightParen))
            return nullptr;
        return finished(Paren{std::move(inner)}, {first.range.start, m_lastEnd});
    }
    case Token::Aggregator: {
        const Token next = peek(1).token;
        return next == Token::LeftParen || next == Token::By || next == Token::Without ? aggregate() : vectorSelector();
    }
    case Token::Identifier:
    case Token::Start:
    case Token::End:
    case Token::Step:
    case Token::Range:
    case Token::MaxOf:
    case Token::MinOf:
        return peek(1).token == Token::LeftParen ? call() : vectorSelector();
    default:
        return mayNameAMetric(first.token) ? vectorSelector() : unexpected();
    }
}

MutableExprPtr Parser::number()
{
    const Lexeme &lexeme = take();
    const auto value = numberValue(lexeme);
    return value ? finished(NumberLiteral{*value, lexeme.token == Token::Duration}, lexeme.range) : nullptr;
}

std::optional<double> Parser::numberValue(const Lexeme &lexeme)
{
    const std::string_view text = written(lexeme);
    if (lexeme.token == Token::Duration) {
        if (const auto ms = promDurationMs(text))
            return static_cast<double>(*ms) / 1000.0;
        fail(lexeme.range, "not a valid duration string: " + goQuoted(text));
        return std::nullopt;
    }
    const auto value = goNumber(text);
    if (!value)
        fail(lexeme.range, "error parsing number: " + goQuoted(text) + " is not a number or does not fit");
    return value;
}

MutableExprPtr Parser::string()
{
    const Lexeme &lexeme = take();
    auto value = stringValue(lexeme);
    return value ? finished(StringLiteral{std::move(*value)}, lexeme.range) : nullptr;
}

std::optional<std::string> Parser::stringValue(const Lexeme &lexeme)
{
    auto value = goUnquoted(written(lexeme));
    if (!value)
        fail(lexeme.range, "error unquoting string " + goQuoted(written(lexeme)) + ": invalid syntax");
    return value;
}

std::optional<std::vector<ExprPtr>> Parser::arguments()
{
    if (!expect(Token::LeftParen))
        return std::nullopt;
    std::vector<ExprPtr> args;
    while (!accept(Token::RightParen)) {
        if (!args.empty()) {
            const Lexeme &comma = peek();
            if (!expect(Token::Comma))
                return std::nullopt;
            if (is(Token::RightParen)) {
                fail(comma.range, "trailing commas not allowed in function call args");
                return std::nullopt;
            }
        }
        MutableExprPtr arg = expr(0);
        if (!arg)
            return std::nullopt;
        args.push_back(std::move(arg));
    }
    return args;
}

MutableExprPtr Parser::call()
{
    const Lexeme &name = take();
    auto args = arguments();
    if (!args)
        return nullptr;
    const FunctionInfo *function = findFunction(written(name));
    if (!function)
        return fail(name.range, "unknown function with name " + goQuoted(written(name)));
    if (function->isExperimental && !m_options.experimentalFunctions)
        return fail(name.range, "function " + goQuoted(written(name)) + " is not enabled");
    return finished(Call{function, std::move(*args)}, {name.range.start, m_lastEnd});
}

MutableExprPtr Parser::aggregate()
{
    const Lexeme &name = take();
    Aggregate made;
    made.op = aggregatorOf(written(name));
    const auto modifier = [&] {
        made.isWithout = take().token == Token::Without;
        auto labels = groupingLabels();
        if (labels)
            made.grouping = std::move(*labels);
        return labels.has_value();
    };
    const bool isModifierFirst = !is(Token::LeftParen);
    if (isModifierFirst && !modifier())
        return nullptr;
    if (!is(Token::LeftParen))
        return unexpected("aggregation");
    auto args = arguments();
    if (!args || (!isModifierFirst && (is(Token::By) || is(Token::Without)) && !modifier()))
        return nullptr;
    const TextRange range{name.range.start, m_lastEnd};
    if (args->empty())
        return fail(range, "no arguments for aggregate expression provided");
    if (made.op >= AggregateOp::Limitk && !m_options.experimentalFunctions)
        return fail(range, std::string(aggregateText(made.op)) + "() is experimental and must be enabled with "
                                                                 "--enable-feature=promql-experimental-functions");
    const std::size_t wanted = hasParam(made.op) ? 2 : 1;
    if (args->size() != wanted)
        return fail(range, "wrong number of arguments for aggregate expression provided, expected " +
                               std::to_string(wanted) + ", got " + std::to_string(args->size()));
    made.expr = std::move(args->back());
    if (wanted == 2)
        made.param = std::move(args->front());
    return finished(std::move(made), range);
}

} // namespace wf::query
