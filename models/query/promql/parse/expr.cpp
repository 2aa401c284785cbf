// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/expr.h"

#include "models/query/promql/text/overloaded.h"

#include <array>

namespace wf::query {

bool isComparison(BinaryOp op)
{
    return op >= BinaryOp::Equal && op <= BinaryOp::GreaterEqual;
}

bool isSetOperator(BinaryOp op)
{
    return op <= BinaryOp::Unless;
}

std::string_view operatorText(BinaryOp op)
{
    static constexpr std::array<std::string_view, 18> texts{
        "or", "and", "unless", "==", "!=", "<", "<=", ">", ">=", "</", ">/", "+", "-", "*", "/", "%", "atan2", "^"};
    return texts[static_cast<std::size_t>(op)];
}

ValueType Expr::type() const
{
    return std::visit(Overloaded{
                          [](const NumberLiteral &) { return ValueType::Scalar; },
                          [](const StringLiteral &) { return ValueType::String; },
                          [](const VectorSelector &) { return ValueType::Vector; },
                          [](const MatrixSelector &) { return ValueType::Matrix; },
                          [](const Subquery &) { return ValueType::Matrix; },
                          [](const Call &call) { return call.function->result; },
                          [](const Aggregate &) { return ValueType::Vector; },
                          [](const Binary &binary) {
                              const bool isScalar =
                                  binary.lhs->type() == ValueType::Scalar && binary.rhs->type() == ValueType::Scalar;
                              return isScalar ? ValueType::Scalar : ValueType::Vector;
                          },
                          [](const Unary &unary) { return unary.expr->type(); },
                          [](const Paren &paren) { return paren.expr->type(); },
                      },
                      node);
}

const Expr &withoutParens(const Expr &expr)
{
    const Expr *inner = &expr;
    while (const auto *paren = std::get_if<Paren>(&inner->node))
        inner = paren->expr.get();
    return *inner;
}

void visitChildren(const Expr &expr, const std::function<void(const Expr &)> &each)
{
    std::visit(Overloaded{
                   [](const auto &) {},
                   [&](const Subquery &subquery) { each(*subquery.expr); },
                   [&](const Call &call) {
                       for (const ExprPtr &arg : call.args)
                           each(*arg);
                   },
                   [&](const Aggregate &aggregate) {
                       if (aggregate.param)
                           each(*aggregate.param);
                       each(*aggregate.expr);
                   },
                   [&](const Binary &binary) {
                       each(*binary.lhs);
                       each(*binary.rhs);
                   },
                   [&](const Unary &unary) { each(*unary.expr); },
                   [&](const Paren &paren) { each(*paren.expr); },
               },
               expr.node);
}

void visit(const Expr &expr, const std::function<void(const Expr &)> &each)
{
    each(expr);
    visitChildren(expr, [&](const Expr &child) { visit(child, each); });
}

} // namespace wf::query
