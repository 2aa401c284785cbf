// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/element/elementop.h"

#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/trim.h"
#include "models/query/promql/notes/messages.h"

#include <cmath>

namespace wf::query {

using signals::NativeHistogram;

namespace {

OperatorResult kept(NativeHistogram h)
{
    return {true, true, 0, std::make_shared<const NativeHistogram>(std::move(h))};
}

} // namespace

bool changesQuantity(BinaryOp op)
{
    return op >= BinaryOp::Add;
}

bool holds(BinaryOp op, double a, double b)
{
    switch (op) {
    case BinaryOp::Equal:
        return a == b;
    case BinaryOp::NotEqual:
        return a != b;
    case BinaryOp::Less:
        return a < b;
    case BinaryOp::LessEqual:
        return a <= b;
    case BinaryOp::Greater:
        return a > b;
    default:
        return a >= b;
    }
}

double scalarOperation(BinaryOp op, double a, double b)
{
    switch (op) {
    case BinaryOp::Add:
        return a + b;
    case BinaryOp::Subtract:
        return a - b;
    case BinaryOp::Multiply:
        return a * b;
    case BinaryOp::Divide:
        return a / b;
    case BinaryOp::Modulo:
        return std::fmod(a, b);
    case BinaryOp::Power:
        return std::pow(a, b);
    case BinaryOp::Atan2:
        return std::atan2(a, b);
    default:
        return holds(op, a, b) ? 1 : 0;
    }
}

OperatorResult ElementOperator::misfit(const char *left, const char *right)
{
    const std::string op(operatorText(m_op));
    m_annotations.inform("incompatible sample types encountered for binary operator " + goQuoted(op) + ": " + left +
                             ' ' + op + ' ' + right,
                         m_where);
    return {};
}

OperatorResult ElementOperator::apply(const Operand &left, const Operand &right)
{
    if (left.histogram)
        return right.histogram ? ofTwoHistograms(*left.histogram, *right.histogram)
                               : ofHistogramAndFloat(*left.histogram, right.value);
    if (right.histogram) {
        if (m_op != BinaryOp::Multiply)
            return misfit("float", "histogram");
        return ofHistogramAndFloat(*right.histogram, left.value);
    }
    if (m_op == BinaryOp::TrimUpper || m_op == BinaryOp::TrimLower)
        return misfit("float", "float");
    if (isComparison(m_op))
        return {true, holds(m_op, left.value, right.value), left.value, nullptr};
    return {true, true, scalarOperation(m_op, left.value, right.value), nullptr};
}

OperatorResult ElementOperator::ofHistogramAndFloat(const NativeHistogram &left, double right)
{
    NativeHistogram h = left;
    switch (m_op) {
    case BinaryOp::Multiply:
        multiply(h, right);
        compact(h);
        return kept(std::move(h));
    case BinaryOp::Divide:
        divide(h, right);
        compact(h);
        return kept(std::move(h));
    case BinaryOp::TrimUpper:
    case BinaryOp::TrimLower:
        return kept(trimmed(h, right, m_op == BinaryOp::TrimUpper));
    default:
        return misfit("histogram", "float");
    }
}

OperatorResult ElementOperator::combined(const NativeHistogram &left, const NativeHistogram &right, bool adds)
{
    NativeHistogram h = left;
    const auto happened = adds ? add(h, right) : subtract(h, right);
    if (!happened) {
        m_annotations.warn(
            "incompatible bucket layout encountered for binary operator " + std::string(operatorText(m_op)), m_where);
        return {};
    }
    const std::string_view operation = adds ? messages::addition : messages::subtraction;
    if (happened->hintsCollided)
        m_annotations.warn(messages::resetCollision(operation), m_where);
    if (happened->boundsReconciled)
        m_annotations.inform(messages::boundsReconciled(operation), m_where);
    if (!adds)
        h.resetHint = NativeHistogram::ResetHint::Gauge;
    compact(h);
    return kept(std::move(h));
}

OperatorResult ElementOperator::ofTwoHistograms(const NativeHistogram &left, const NativeHistogram &right)
{
    switch (m_op) {
    case BinaryOp::Add:
        return combined(left, right, true);
    case BinaryOp::Subtract:
        return combined(left, right, false);
    case BinaryOp::Equal:
    case BinaryOp::NotEqual: {
        OperatorResult result = kept(left);
        result.isKept = isSame(left, right) == (m_op == BinaryOp::Equal);
        return result;
    }
    default:
        return misfit("histogram", "histogram");
    }
}

} // namespace wf::query
