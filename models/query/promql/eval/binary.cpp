// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/element/elementop.h"
#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/eval/lines/matching.h"

#include <algorithm>
#include <functional>

namespace wf::query {

namespace {

Operand operandAt(const Line &line, std::size_t step)
{
    return {line.values[step], line.histogram(step)};
}

} // namespace

Lines Evaluation::lines(const Binary &binary, const Expr &expr, const Grid &grid)
{
    const bool isLeftScalar = binary.lhs->type() == ValueType::Scalar;
    const bool isRightScalar = binary.rhs->type() == ValueType::Scalar;
    if (isLeftScalar && isRightScalar) {
        const auto a = scalar(*binary.lhs, grid), b = scalar(*binary.rhs, grid);
        Line line({}, false, grid.count);
        for (std::size_t i = 0; i < grid.count; ++i)
            line.values[i] = scalarOperation(binary.op, a[i], b[i]);
        return {std::move(line)};
    }
    if (isLeftScalar) {
        const auto scalars = scalar(*binary.lhs, grid);
        return vectorWithScalar(binary, evaluate(*binary.rhs, grid), scalars, true, expr.range, grid);
    }
    Lines left = evaluate(*binary.lhs, grid);
    if (isRightScalar)
        return vectorWithScalar(binary, std::move(left), scalar(*binary.rhs, grid), false, expr.range, grid);
    Lines right = evaluate(*binary.rhs, grid);
    if (hasFailed())
        return {};
    return isSetOperator(binary.op) ? setOperation(binary, std::move(left), std::move(right), grid)
                                    : matched(binary, std::move(left), std::move(right), expr.range, grid);
}

Lines Evaluation::vectorWithScalar(const Binary &binary, Lines vector, const std::vector<double> &scalars,
                                   bool isScalarLeft, TextRange where, const Grid &grid)
{
    ElementOperator op(binary.op, where, m_annotations);
    const bool isFilter = isComparison(binary.op);
    for (Line &line : vector) {
        for (std::size_t i = 0; i < grid.count; ++i) {
            if (!line.has(i))
                continue;
            const Operand element = operandAt(line, i), number{scalars[i]};
            OperatorResult result = isScalarLeft ? op.apply(number, element) : op.apply(element, number);
            if (!result.isThere || (!result.isKept && !binary.returnsBool)) {
                line.clear(i);
            } else if (binary.returnsBool) {
                line.clear(i);
                line.values[i] = result.isKept ? 1 : 0;
            } else if (!isFilter) { // a filter leaves the element as it is
                line.values[i] = result.histogram ? absentValue() : result.value;
                if (result.histogram)
                    line.set(i, std::move(result.histogram));
            }
        }
        if (changesQuantity(binary.op) || binary.returnsBool)
            dropName(line);
    }
    std::erase_if(vector, [](const Line &line) { return line.isEmpty(); });
    return unique(std::move(vector), grid);
}

Lines Evaluation::setOperation(const Binary &binary, Lines left, Lines right, const Grid &grid)
{
    const bool isOr = binary.op == BinaryOp::Or;
    const auto groups = matchLines(left, right, *binary.matching);
    // "or" takes all of the left and fills up from the right; "and" and "unless" filter the left by the right.
    Lines &filtered = isOr ? right : left;
    const Lines &filter = isOr ? left : right;
    std::vector<char> isPresent(grid.count);
    for (const MatchGroup &group : groups) {
        std::ranges::fill(isPresent, 0);
        for (const std::size_t line : isOr ? group.left : group.right)
            for (std::size_t i = 0; i < grid.count; ++i)
                isPresent[i] = isPresent[i] || filter[line].has(i);
        for (const std::size_t line : isOr ? group.right : group.left)
            for (std::size_t i = 0; i < grid.count; ++i)
                if (static_cast<bool>(isPresent[i]) != (binary.op == BinaryOp::And))
                    filtered[line].clear(i);
    }
    if (isOr)
        std::ranges::move(right, std::back_inserter(left));
    std::erase_if(left, [](const Line &line) { return line.isEmpty(); });
    return unique(std::move(left), grid);
}

} // namespace wf::query
