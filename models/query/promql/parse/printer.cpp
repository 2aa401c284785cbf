// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/printer_p.h"
#include "models/query/promql/text/chars.h"
#include "models/query/promql/text/durations.h"
#include "models/query/promql/text/gotext.h"
#include "models/query/promql/text/overloaded.h"

#include <algorithm>
#include <cmath>

namespace wf::query {

namespace {

bool isPlainName(std::string_view name)
{
    return !name.empty() && isLetter(name[0]) && std::ranges::all_of(name, isWordCharacter);
}

std::string labelName(const std::string &name)
{
    return isPlainName(name) ? name : goQuoted(name);
}

std::string labelList(const std::vector<std::string> &names)
{
    std::string out = "(";
    for (std::size_t i = 0; i < names.size(); ++i)
        out.append(i ? ", " : "").append(labelName(names[i]));
    return out += ')';
}

std::string printed(const NumberLiteral &number)
{
    if (!number.isDuration)
        return goPlain(number.value);
    return promDurationText(static_cast<qint64>(number.value * 1e9) / 1'000'000);
}

std::string printed(const DurationExpr &expr)
{
    using Op = DurationExpr::Op;
    const auto call = [&](const char *name) {
        return std::string(name) + '(' + printed(*expr.lhs) + ", " + printed(*expr.rhs) + ')';
    };
    std::string out;
    switch (expr.op) {
    case Op::Number:
        return printed(expr.number);
    case Op::Step:
        out = "step()";
        break;
    case Op::Range:
        out = "range()";
        break;
    case Op::MinOf:
        out = call("min_of");
        break;
    case Op::MaxOf:
        out = call("max_of");
        break;
    default: {
        static constexpr std::string_view signs = "+-*/%^";
        const char sign = signs[static_cast<std::size_t>(expr.op) - static_cast<std::size_t>(Op::Add)];
        if (expr.lhs)
            out = printed(*expr.lhs) + ' ' + sign + ' ' + printed(*expr.rhs);
        else
            out = (sign == '-' ? "-" : "") + printed(*expr.rhs);
    }
    }
    return expr.isWrapped ? '(' + out + ')' : out;
}

std::string printed(const AtModifier &at)
{
    switch (at.kind) {
    case AtModifier::Kind::None:
        break;
    case AtModifier::Kind::Start:
        return " @ start()";
    case AtModifier::Kind::End:
        return " @ end()";
    case AtModifier::Kind::Time: {
        const quint64 ms = at.timeMs < 0 ? 0 - static_cast<quint64>(at.timeMs) : static_cast<quint64>(at.timeMs);
        const std::string fraction = std::to_string(1000 + ms % 1000).substr(1);
        return std::string(" @ ") + (at.timeMs < 0 ? "-" : "") + std::to_string(ms / 1000) + '.' + fraction;
    }
    }
    return {};
}

std::string printedOffset(const TimeShift &shift)
{
    if (shift.offsetExpr)
        return " offset " + printed(*shift.offsetExpr);
    return shift.offsetMs ? " offset " + promDurationText(shift.offsetMs) : std::string();
}

std::string rangeText(qint64 ms, const DurationExprPtr &expr)
{
    return expr ? printed(*expr) : promDurationText(ms);
}

std::string selectorText(const VectorSelector &vector)
{
    static constexpr const char *signs[] = {"=", "!=", "=~", "!~"};
    std::vector<std::string> matchers;
    for (const signals::LabelMatcher &m : vector.matchers) {
        const bool isTheName = m.name() == "__name__" && m.op() == signals::LabelMatcher::Op::Equal &&
                               m.value() == vector.name && !m.value().empty();
        if (!isTheName)
            matchers.push_back(labelName(m.name()) + signs[static_cast<int>(m.op())] + goQuoted(m.value()));
    }
    std::ranges::sort(matchers);
    std::string out = vector.name;
    if (matchers.empty() && !out.empty())
        return out;
    out += '{';
    for (std::size_t i = 0; i < matchers.size(); ++i)
        out.append(i ? "," : "").append(matchers[i]);
    return out += '}';
}

std::string extendedText(const VectorSelector &vector)
{
    return vector.isAnchored ? " anchored" : vector.isSmoothed ? " smoothed" : "";
}

std::string listed(const std::vector<ExprPtr> &exprs)
{
    std::string out;
    for (std::size_t i = 0; i < exprs.size(); ++i)
        out.append(i ? ", " : "").append(printPromql(*exprs[i]));
    return out;
}

std::string fillText(const VectorMatching &matching)
{
    std::string out;
    if (matching.fillLeft && matching.fillRight && *matching.fillLeft == *matching.fillRight)
        return " fill (" + goShort(*matching.fillLeft) + ')';
    if (matching.fillLeft)
        out += " fill_left (" + goShort(*matching.fillLeft) + ')';
    if (matching.fillRight)
        out += " fill_right (" + goShort(*matching.fillRight) + ')';
    return out;
}

} // namespace

std::string aggregateHead(const Aggregate &aggregate)
{
    std::string out(aggregateText(aggregate.op));
    if (aggregate.isWithout || !aggregate.grouping.empty())
        out += (aggregate.isWithout ? " without " : " by ") + labelList(aggregate.grouping) + ' ';
    return out;
}

std::string operatorWithModifiers(const Binary &binary)
{
    std::string out(operatorText(binary.op));
    if (binary.returnsBool)
        out += " bool";
    if (!binary.matching)
        return out;
    const VectorMatching &matching = *binary.matching;
    const bool isGrouped =
        matching.cardinality == Cardinality::ManyToOne || matching.cardinality == Cardinality::OneToMany;
    if (!matching.labels.empty() || matching.isOn || isGrouped)
        out += (matching.isOn ? " on " : " ignoring ") + labelList(matching.labels);
    if (isGrouped)
        out += (matching.cardinality == Cardinality::ManyToOne ? " group_left " : " group_right ") +
               labelList(matching.include);
    return out += fillText(matching);
}

std::string subquerySuffix(const Subquery &subquery)
{
    const std::string step = subquery.stepMs || subquery.stepExpr ? rangeText(subquery.stepMs, subquery.stepExpr) : "";
    return '[' + rangeText(subquery.rangeMs, subquery.rangeExpr) + ':' + step + ']' + printed(subquery.shift.at) +
           printedOffset(subquery.shift);
}

std::string printPromql(const Expr &expr)
{
    return std::visit(
        Overloaded{
            [](const NumberLiteral &number) { return printed(number); },
            [](const StringLiteral &string) { return goQuoted(string.value); },
            [](const VectorSelector &vector) {
                return selectorText(vector) + printed(vector.shift.at) + extendedText(vector) +
                       printedOffset(vector.shift);
            },
            [](const MatrixSelector &matrix) {
                return selectorText(matrix.vector) + '[' + rangeText(matrix.rangeMs, matrix.rangeExpr) + ']' +
                       extendedText(matrix.vector) + printed(matrix.vector.shift.at) +
                       printedOffset(matrix.vector.shift);
            },
            [](const Subquery &subquery) { return printPromql(*subquery.expr) + subquerySuffix(subquery); },
            [](const Call &call) { return std::string(call.function->name) + '(' + listed(call.args) + ')'; },
            [](const Aggregate &aggregate) {
                const std::string param = aggregate.param ? printPromql(*aggregate.param) + ", " : std::string();
                return aggregateHead(aggregate) + '(' + param + printPromql(*aggregate.expr) + ')';
            },
            [](const Binary &binary) {
                return printPromql(*binary.lhs) + ' ' + operatorWithModifiers(binary) + ' ' + printPromql(*binary.rhs);
            },
            [](const Unary &unary) { return (unary.isNegative ? '-' : '+') + printPromql(*unary.expr); },
            [](const Paren &paren) { return '(' + printPromql(*paren.expr) + ')'; },
        },
        expr.node);
}

} // namespace wf::query
