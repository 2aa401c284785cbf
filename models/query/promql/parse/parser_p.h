// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/parse/lexer.h"
#include "models/query/promql/parse/parse.h"

#include <optional>

namespace wf::query {

// Trees are deep where texts are long; walking them recurses.
inline constexpr int deepestExpr = 1000;
inline constexpr int deepestNesting = 200;

using MutableExprPtr = std::shared_ptr<Expr>;

// A recursive descent over PromQL's grammar. The first error ends it: every method then gives back null, and nothing
// is read any more.
class Parser {
public:
    Parser(std::string_view text, const ParseOptions &options);

    [[nodiscard]] MutableExprPtr wholeExpr();
    [[nodiscard]] std::optional<std::vector<signals::LabelMatcher>> wholeSelector();
    [[nodiscard]] std::optional<base::Labels> wholeSeriesLabels();
    [[nodiscard]] const std::optional<SyntaxError> &error() const { return m_error; }

private:
    struct Modifiers { // of a binary operator
        bool returnsBool = false;
        VectorMatching matching;
    };

    // Tokens.
    [[nodiscard]] const Lexeme &peek(std::size_t ahead = 0) const;
    [[nodiscard]] bool is(Token token) const { return peek().token == token; }
    const Lexeme &take();
    bool accept(Token token);
    bool expect(Token token, const char *context = nullptr, const char *expected = nullptr);
    [[nodiscard]] std::string_view written(const Lexeme &lexeme) const;
    std::nullptr_t fail(TextRange range, std::string message);
    std::nullptr_t unexpected(const char *context = nullptr, const char *expected = nullptr);
    bool mayGoDeeper();

    // Expressions (parser.cpp).
    MutableExprPtr expr(int lowestPrecedence);
    MutableExprPtr operand();
    MutableExprPtr primary();
    MutableExprPtr unary();
    MutableExprPtr binary(MutableExprPtr lhs, BinaryOp op, int rightPrecedence);
    MutableExprPtr aggregate();
    MutableExprPtr call();
    MutableExprPtr number();
    MutableExprPtr string();
    std::optional<std::vector<ExprPtr>> arguments();
    MutableExprPtr finished(Expr::Node node, TextRange range);
    std::optional<Modifiers> modifiers();
    bool matchingModifiers(Modifiers &read);
    bool fillModifiers(Modifiers &read);
    std::optional<double> fillValue();
    std::optional<std::vector<std::string>> groupingLabels();
    std::optional<std::string> groupingLabel();
    std::optional<double> numberValue(const Lexeme &lexeme);
    std::optional<std::string> stringValue(const Lexeme &lexeme);

    // Selectors and what may follow an expression (selectors.cpp).
    MutableExprPtr vectorSelector();
    std::optional<std::vector<signals::LabelMatcher>> matchers();
    std::optional<signals::LabelMatcher> matcher();
    MutableExprPtr withSuffixes(MutableExprPtr expr);
    MutableExprPtr rangeOrSubquery(MutableExprPtr expr);
    MutableExprPtr matrixSelector(MutableExprPtr expr, const Lexeme &bracket, const DurationExprPtr &range);
    bool offset(Expr &expr);
    bool at(Expr &expr);
    bool extended(Expr &expr, bool isAnchored);
    TimeShift *shiftOf(Expr &expr, const char *what);

    // Durations (durationparser.cpp).
    DurationExprPtr durationExpr(int lowestPrecedence);
    DurationExprPtr durationOperand();
    DurationExprPtr durationLiteral();
    DurationExprPtr durationCall();
    DurationExprPtr durationInParens();
    DurationExprPtr positiveDuration();
    DurationExprPtr offsetDuration();
    DurationExprPtr withSign(const Lexeme &sign, DurationExprPtr operand);
    DurationExprPtr checkedRange(DurationExprPtr literal, TextRange at);
    bool mayUseDurationExpr(const DurationExpr &expr);

    std::string_view m_text;
    ParseOptions m_options;
    std::vector<Lexeme> m_lexemes;
    std::size_t m_next = 0;
    std::size_t m_lastEnd = 0; // behind the token taken last
    int m_nesting = 0;
    std::optional<SyntaxError> m_error;
};

[[nodiscard]] SyntaxError syntaxError(std::string_view text, TextRange range, std::string message);

} // namespace wf::query
