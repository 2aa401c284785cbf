// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/parser_p.h"
#include "models/query/promql/text/gotext.h"
#include "models/query/promql/text/overloaded.h"

#include <algorithm>

namespace wf::query {

namespace {

// Walks the tree as Prometheus does, so that the same one of several mistakes is reported.
class TypeCheck {
public:
    explicit TypeCheck(std::string_view text) : m_text(text) {}

    void check(const Expr &expr)
    {
        if (m_error)
            return;
        std::visit(Overloaded{
                       [](const NumberLiteral &) {},
                       [](const StringLiteral &) {},
                       [&](const VectorSelector &vector) { selector(vector, expr.range); },
                       [&](const MatrixSelector &matrix) { selector(matrix.vector, matrix.vectorRange); },
                       [&](const Subquery &subquery) { check(subquery, expr); },
                       [&](const Call &call) { check(call, expr); },
                       [&](const Aggregate &aggregate) { check(aggregate); },
                       [&](const Binary &binary) { check(binary, expr); },
                       [&](const Unary &unary) { check(unary, expr); },
                       [&](const Paren &paren) { check(*paren.expr); },
                   },
                   expr.node);
    }
    [[nodiscard]] const std::optional<SyntaxError> &error() const { return m_error; }

private:
    void fail(TextRange range, std::string message)
    {
        if (!m_error)
            m_error = syntaxError(m_text, range, std::move(message));
    }
    void expect(const Expr &expr, ValueType wanted, const std::string &context)
    {
        check(expr);
        if (expr.type() != wanted)
            fail(expr.range, "expected type " + std::string(valueTypeText(wanted)) + " in " + context + ", got " +
                                 std::string(valueTypeText(expr.type())));
    }

    void selector(const VectorSelector &vector, TextRange range);
    void check(const Subquery &subquery, const Expr &expr);
    void check(const Call &call, const Expr &expr);
    void checkCount(const Call &call, TextRange range);
    void checkInfo(const Call &call, TextRange range);
    void check(const Aggregate &aggregate);
    void check(const Binary &binary, const Expr &expr);
    void checkMatching(const Binary &binary, TextRange range);
    void check(const Unary &unary, const Expr &expr);
    [[nodiscard]] TextRange operatorRange(const Binary &binary) const;

    std::string_view m_text;
    std::optional<SyntaxError> m_error;
};

void TypeCheck::selector(const VectorSelector &vector, TextRange range)
{
    if (!vector.name.empty()) {
        for (std::size_t i = 0; i + 1 < vector.matchers.size(); ++i)
            if (vector.matchers[i].name() == "__name__")
                fail(range, "metric name must not be set twice: " + goQuoted(vector.name) + " or " +
                                goQuoted(vector.matchers[i].value()));
        return;
    }
    if (std::ranges::all_of(vector.matchers, [](const auto &m) { return m.matches(std::string_view()); }))
        fail(range, "vector selector must contain at least one non-empty matcher");
}

void TypeCheck::check(const Subquery &subquery, const Expr &expr)
{
    check(*subquery.expr);
    if (subquery.expr->type() != ValueType::Vector) {
        static constexpr std::string_view names[] = {"scalar", "vector", "matrix", "string"};
        fail(expr.range, "subquery is only allowed on instant vector, got " +
                             std::string(names[static_cast<int>(subquery.expr->type())]) + " instead");
    }
}

void TypeCheck::checkCount(const Call &call, TextRange range)
{
    const int wanted = static_cast<int>(call.function->args.size()), given = static_cast<int>(call.args.size());
    const std::string name = goQuoted(call.function->name), got = ", got " + std::to_string(given);
    if (call.function->variadic == 0) {
        if (given != wanted)
            fail(range, "expected " + std::to_string(wanted) + " argument(s) in call to " + name + got);
        return;
    }
    const int most = wanted - 1 + call.function->variadic;
    if (given < wanted - 1)
        fail(range, "expected at least " + std::to_string(wanted - 1) + " argument(s) in call to " + name + got);
    else if (call.function->variadic > 0 && given > most)
        fail(range, "expected at most " + std::to_string(most) + " argument(s) in call to " + name + got);
}

void TypeCheck::checkInfo(const Call &call, TextRange range)
{
    const Expr &labels = *call.args[1];
    if (labels.type() != ValueType::Vector)
        fail(range, "expected type instant vector in call to function \"info\", got " +
                        std::string(valueTypeText(labels.type())));
    const auto *selector = std::get_if<VectorSelector>(&labels.node);
    if (!selector)
        fail(labels.range, "expected label selectors only");
    else if (!selector->name.empty())
        fail(labels.range, "expected label selectors only, got vector selector instead");
}

void TypeCheck::check(const Call &call, const Expr &expr)
{
    checkCount(call, expr.range);
    const bool isInfo = call.function->id == FunctionId::Info;
    if (isInfo && call.args.size() > 1)
        checkInfo(call, expr.range);
    for (std::size_t i = 0; i < call.args.size() && !m_error; ++i) {
        const auto &wanted = call.function->args;
        if (i >= wanted.size() && call.function->variadic == 0)
            break;
        if (isInfo && i == 1)
            continue; // its selector may be empty
        expect(*call.args[i], wanted[std::min(i, wanted.size() - 1)],
               "call to function " + goQuoted(call.function->name));
    }
}

void TypeCheck::check(const Aggregate &aggregate)
{
    expect(*aggregate.expr, ValueType::Vector, "aggregation expression");
    if (aggregate.param)
        expect(*aggregate.param, aggregate.op == AggregateOp::CountValues ? ValueType::String : ValueType::Scalar,
               "aggregation parameter");
}

TextRange TypeCheck::operatorRange(const Binary &binary) const
{
    const auto start = m_text.find_first_not_of(" \t\r\n", binary.lhs->range.end);
    const auto end = m_text.find_last_not_of(" \t\r\n", binary.rhs->range.start - 1);
    return {start == std::string_view::npos ? binary.lhs->range.end : start, end + 1};
}

void TypeCheck::checkMatching(const Binary &binary, TextRange range)
{
    const VectorMatching &matching = *binary.matching;
    const bool hasFill = matching.fillLeft || matching.fillRight;
    if (binary.lhs->type() != ValueType::Vector || binary.rhs->type() != ValueType::Vector) {
        if (!matching.labels.empty())
            fail(range, "vector matching only allowed between instant vectors");
        if (hasFill)
            fail(range, "filling in missing series only allowed between instant vectors");
    } else if (isSetOperator(binary.op)) {
        if (matching.cardinality != Cardinality::ManyToMany)
            fail(range, "no grouping allowed for \"" + std::string(operatorText(binary.op)) + "\" operation");
        if (hasFill)
            fail(range, "filling in missing series not allowed for set operators");
    }
}

void TypeCheck::check(const Binary &binary, const Expr &expr)
{
    check(*binary.lhs);
    check(*binary.rhs);
    if (m_error)
        return;
    const ValueType left = binary.lhs->type(), right = binary.rhs->type();
    if (binary.returnsBool && !isComparison(binary.op))
        fail(operatorRange(binary), "bool modifier can only be used on comparison operators");
    const bool hasScalar = left == ValueType::Scalar || right == ValueType::Scalar;
    const bool areScalars = left == ValueType::Scalar && right == ValueType::Scalar;
    if (isComparison(binary.op) && !binary.returnsBool && areScalars)
        fail(operatorRange(binary), "comparisons between scalars must use BOOL modifier");
    if (binary.matching && binary.matching->isOn)
        for (const std::string &label : binary.matching->labels)
            if (std::ranges::find(binary.matching->include, label) != binary.matching->include.end())
                fail(operatorRange(binary),
                     "label " + goQuoted(label) + " must not occur in ON and GROUP clause at once");
    for (const Expr *side : {binary.lhs.get(), binary.rhs.get()})
        if (side->type() != ValueType::Scalar && side->type() != ValueType::Vector)
            fail(side->range, "binary expression must contain only scalar and instant vector types");
    if (binary.matching)
        checkMatching(binary, expr.range);
    if (hasScalar && isSetOperator(binary.op))
        fail(expr.range,
             "set operator \"" + std::string(operatorText(binary.op)) + "\" not allowed in binary scalar expression");
    if (areScalars && (binary.op == BinaryOp::TrimUpper || binary.op == BinaryOp::TrimLower))
        fail(expr.range, "operator \"" + std::string(operatorText(binary.op)) + "\" not allowed for Scalar operations");
}

void TypeCheck::check(const Unary &unary, const Expr &expr)
{
    check(*unary.expr);
    const ValueType type = unary.expr->type();
    if (type != ValueType::Scalar && type != ValueType::Vector)
        fail(expr.range, "unary expression only allowed on expressions of type scalar or instant vector, got \"" +
                             std::string(valueTypeText(type)) + '"');
}

constexpr std::size_t longestText = std::size_t{1} << 20;

base::Error errorOf(const SyntaxError &error)
{
    return base::makeError(base::ErrorKind::Invalid, QStringLiteral("%1:%2: parse error: %3")
                                                         .arg(error.start.line)
                                                         .arg(error.start.column)
                                                         .arg(QString::fromStdString(error.message)));
}

base::Error tooLong(std::string_view text)
{
    return base::makeError(base::ErrorKind::TooLarge,
                           QStringLiteral("The query is %1 bytes long; at most %2 are read. Split it up.")
                               .arg(text.size())
                               .arg(longestText));
}

} // namespace

base::Result<ExprPtr> parsePromql(std::string_view text, const ParseOptions &options, SyntaxError *where)
{
    if (text.size() > longestText)
        return tooLong(text);
    Parser parser(text, options);
    const MutableExprPtr expr = parser.wholeExpr();
    std::optional<SyntaxError> error = parser.error();
    if (expr) {
        TypeCheck types(text);
        types.check(*expr);
        error = types.error();
    }
    if (!error)
        return ExprPtr(expr);
    if (where)
        *where = *error;
    return errorOf(*error);
}

base::Result<base::Labels> parseSeriesLabels(std::string_view text)
{
    if (text.size() > longestText)
        return tooLong(text);
    Parser parser(text, {});
    auto labels = parser.wholeSeriesLabels();
    if (!labels)
        return errorOf(*parser.error());
    return std::move(*labels);
}

base::Result<std::vector<signals::LabelMatcher>> parseSelector(std::string_view text)
{
    if (text.size() > longestText)
        return tooLong(text);
    Parser parser(text, {});
    auto matchers = parser.wholeSelector();
    if (!matchers)
        return errorOf(*parser.error());
    return std::move(*matchers);
}

} // namespace wf::query
