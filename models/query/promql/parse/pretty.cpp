// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/printer_p.h"
#include "models/query/promql/text/overloaded.h"

namespace wf::query {

namespace {

// Two spaces a level. What fits into the line stays on it.
class Pretty {
public:
    explicit Pretty(std::size_t width) : m_width(width) {}

    std::string print(const Expr &expr, int level) const
    {
        const std::string flat = printPromql(expr);
        if (indentation(level).size() + flat.size() <= m_width)
            return indentation(level) + flat;
        return std::visit(
            Overloaded{
                [&](const auto &) { return indentation(level) + flat; },
                [&](const Subquery &subquery) { return print(*subquery.expr, level) + subquerySuffix(subquery); },
                [&](const Call &call) { return block(std::string(call.function->name) + '(', call.args, level); },
                [&](const Aggregate &aggregate) {
                    std::vector<ExprPtr> args{aggregate.expr};
                    if (aggregate.param)
                        args.insert(args.begin(), aggregate.param);
                    return block(aggregateHead(aggregate) + '(', args, level);
                },
                [&](const Binary &binary) {
                    return print(*binary.lhs, level + 1) + '\n' + indentation(level) + operatorWithModifiers(binary) +
                           '\n' + print(*binary.rhs, level + 1);
                },
                [&](const Unary &unary) {
                    std::string inner = print(*unary.expr, level);
                    return inner.insert(indentation(level).size(), 1, unary.isNegative ? '-' : '+');
                },
                [&](const Paren &paren) { return block("(", {paren.expr}, level); },
            },
            expr.node);
    }

private:
    static std::string indentation(int level) { return std::string(static_cast<std::size_t>(level) * 2, ' '); }

    [[nodiscard]] std::string block(const std::string &head, const std::vector<ExprPtr> &inside, int level) const
    {
        std::string out = indentation(level) + head + '\n';
        for (std::size_t i = 0; i < inside.size(); ++i)
            out += print(*inside[i], level + 1) + (i + 1 < inside.size() ? ",\n" : "\n");
        return out + indentation(level) + ')';
    }

    std::size_t m_width;
};

} // namespace

std::string prettyPromql(const Expr &expr, std::size_t width)
{
    return Pretty(width).print(expr, 0);
}

} // namespace wf::query
