// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/expr.h"

namespace wf::query::logql {

namespace {

bool isSame(const MetricExprPtr &a, const MetricExprPtr &b)
{
    return *a == *b;
}

struct SameNode {
    const MetricExpr &other;

    bool operator()(const VectorAggregation &a) const
    {
        const auto &b = std::get<VectorAggregation>(other.node);
        return a.op == b.op && a.parameter == b.parameter && a.grouping == b.grouping && isSame(a.of, b.of);
    }
    bool operator()(const Binary &a) const
    {
        const auto &b = std::get<Binary>(other.node);
        return a.op == b.op && a.returnsBool == b.returnsBool && a.matching == b.matching && isSame(a.left, b.left) &&
               isSame(a.right, b.right);
    }
    bool operator()(const LabelReplace &a) const
    {
        const auto &b = std::get<LabelReplace>(other.node);
        return a.target == b.target && a.replacement == b.replacement && a.source == b.source && a.regex == b.regex &&
               isSame(a.of, b.of);
    }
    template<class Leaf>
    bool operator()(const Leaf &a) const
    {
        return a == std::get<Leaf>(other.node);
    }
};

} // namespace

bool operator==(const Unwrap &a, const Unwrap &b)
{
    return a.label == b.label && a.conversion == b.conversion &&
           std::equal(a.filters.begin(), a.filters.end(), b.filters.begin(), b.filters.end(),
                      [](const LabelFilterPtr &x, const LabelFilterPtr &y) { return *x == *y; });
}

bool operator==(const MetricExpr &a, const MetricExpr &b)
{
    return a.node.index() == b.node.index() && std::visit(SameNode{b}, a.node);
}

} // namespace wf::query::logql
