// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/parser_p.h"

// What stands between an operator and its right operand, and the labels of aggregations.
namespace wf::query {

std::optional<std::vector<std::string>> Parser::groupingLabels()
{
    if (!expect(Token::LeftParen, "grouping opts", "\"(\""))
        return std::nullopt;
    std::vector<std::string> labels;
    while (!accept(Token::RightParen)) {
        if (!labels.empty() && !expect(Token::Comma, "grouping opts", "\",\" or \")\""))
            return std::nullopt;
        if (!labels.empty() && accept(Token::RightParen))
            break;
        auto label = groupingLabel();
        if (!label)
            return std::nullopt;
        labels.push_back(std::move(*label));
    }
    return labels;
}

std::optional<std::string> Parser::groupingLabel()
{
    const Lexeme &lexeme = peek();
    std::optional<std::string> label;
    if (lexeme.token == Token::String) {
        take();
        label = stringValue(lexeme);
    } else if (lexeme.token == Token::Identifier || lexeme.token == Token::MetricIdentifier ||
               lexeme.token >= Token::And) {
        take();
        label = std::string(written(lexeme));
    } else {
        unexpected("grouping opts", "label");
    }
    if (label && label->empty()) {
        fail(lexeme.range, "invalid label name for grouping: \"\"");
        return std::nullopt;
    }
    return label;
}

MutableExprPtr Parser::binary(MutableExprPtr lhs, BinaryOp op, int rightPrecedence)
{
    auto read = modifiers();
    if (!read)
        return nullptr;
    MutableExprPtr rhs = expr(rightPrecedence);
    if (!rhs)
        return nullptr;
    const TextRange range{lhs->range.start, rhs->range.end};
    VectorMatching &matching = read->matching;
    const bool hasFill = matching.fillLeft || matching.fillRight;
    if (hasFill && !m_options.fillModifiers)
        return fail(range, "binop fill modifiers are experimental and not enabled");
    if (isSetOperator(op) && matching.cardinality == Cardinality::OneToOne)
        matching.cardinality = Cardinality::ManyToMany;
    Binary made{op, lhs, rhs, read->returnsBool, std::nullopt};
    const bool areVectors = lhs->type() == ValueType::Vector && rhs->type() == ValueType::Vector;
    if (areVectors || !matching.labels.empty() || hasFill)
        made.matching = std::move(matching);
    return finished(std::move(made), range);
}

std::optional<Parser::Modifiers> Parser::modifiers()
{
    Modifiers read;
    read.returnsBool = accept(Token::Bool);
    if (!matchingModifiers(read) || !fillModifiers(read))
        return std::nullopt;
    return read;
}

bool Parser::matchingModifiers(Modifiers &read)
{
    if (!is(Token::On) && !is(Token::Ignoring))
        return true;
    read.matching.isOn = take().token == Token::On;
    auto labels = groupingLabels();
    if (!labels)
        return false;
    read.matching.labels = std::move(*labels);
    if (!is(Token::GroupLeft) && !is(Token::GroupRight))
        return true;
    read.matching.cardinality = take().token == Token::GroupLeft ? Cardinality::ManyToOne : Cardinality::OneToMany;
    if (!is(Token::LeftParen))
        return true;
    auto include = groupingLabels();
    if (include)
        read.matching.include = std::move(*include);
    return include.has_value();
}

bool Parser::fillModifiers(Modifiers &read)
{
    VectorMatching &matching = read.matching;
    if (accept(Token::Fill)) {
        matching.fillLeft = matching.fillRight = fillValue();
        return matching.fillLeft.has_value();
    }
    for (int side = 0; side < 2; ++side) {
        const bool isLeft = is(Token::FillLeft);
        auto &fill = isLeft ? matching.fillLeft : matching.fillRight;
        if ((!isLeft && !is(Token::FillRight)) || fill)
            return true;
        take();
        fill = fillValue();
        if (!fill)
            return false;
    }
    return true;
}

std::optional<double> Parser::fillValue()
{
    if (!expect(Token::LeftParen))
        return std::nullopt;
    const bool isNegative = is(Token::Subtract);
    if (isNegative || is(Token::Add))
        take();
    if (!is(Token::Number) && !is(Token::Duration)) {
        unexpected();
        return std::nullopt;
    }
    const auto value = numberValue(take());
    if (!value || !expect(Token::RightParen))
        return std::nullopt;
    return isNegative ? -*value : *value;
}

} // namespace wf::query
