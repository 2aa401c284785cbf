// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/parse/functions.h"
#include "models/query/promql/text/textrange.h"
#include "models/signals/labelmatcher.h"

#include <QtGlobal>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// The tree of a PromQL expression. Immutable once parsed: share it between threads and keep it as long as you like.
namespace wf::query {

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

struct NumberLiteral {
    double value = 0;
    bool isDuration = false; // was written as 1h30m: the value is in seconds
};
struct StringLiteral {
    std::string value;
};

// Arithmetic on durations, "[5m * 2]" or "offset (step() + 1m)": an experiment of Prometheus 3 (ParseOptions).
struct DurationExpr;
using DurationExprPtr = std::shared_ptr<const DurationExpr>;
struct DurationExpr {
    enum class Op { Number, Add, Subtract, Multiply, Divide, Modulo, Power, Step, Range, MinOf, MaxOf };
    Op op = Op::Number;
    NumberLiteral number;     // of Op::Number
    DurationExprPtr lhs, rhs; // lhs is missing with a sign
    bool isWrapped = false;   // was written in parentheses
    TextRange range;
};

// "@ 1700000000", "@ start()", "@ end()".
struct AtModifier {
    enum class Kind { None, Time, Start, End };
    Kind kind = Kind::None;
    qint64 timeMs = 0; // of Kind::Time
};
struct TimeShift {
    AtModifier at;
    qint64 offsetMs = 0; // towards the past; negative into the future
    DurationExprPtr offsetExpr;
};

struct VectorSelector {
    std::string name; // before the braces; its matcher is the last one
    std::vector<signals::LabelMatcher> matchers;
    TimeShift shift;
    bool isAnchored = false, isSmoothed = false; // modifiers of ranges, an experiment of Prometheus 3
};
struct MatrixSelector {
    VectorSelector vector;
    TextRange vectorRange;
    qint64 rangeMs = 0;
    DurationExprPtr rangeExpr;
};
struct Subquery {
    ExprPtr expr;
    qint64 rangeMs = 0;
    DurationExprPtr rangeExpr;
    qint64 stepMs = 0; // 0: the evaluator's default
    DurationExprPtr stepExpr;
    TimeShift shift;
};
struct Call {
    const FunctionInfo *function = nullptr; // static
    std::vector<ExprPtr> args;
};
struct Aggregate {
    AggregateOp op = AggregateOp::Sum;
    ExprPtr expr;
    ExprPtr param; // of topk, bottomk, limitk, limit_ratio, quantile, count_values
    std::vector<std::string> grouping;
    bool isWithout = false;
};

enum class Cardinality { OneToOne, ManyToOne, OneToMany, ManyToMany };
struct VectorMatching {
    Cardinality cardinality = Cardinality::OneToOne;
    bool isOn = false;
    std::vector<std::string> labels;
    std::vector<std::string> include; // of group_left, group_right
    std::optional<double> fillLeft, fillRight;
};
enum class BinaryOp {
    Or,
    And,
    Unless,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    TrimUpper, // </ of native histograms
    TrimLower, // >/
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Atan2,
    Power,
};
[[nodiscard]] bool isComparison(BinaryOp op);
[[nodiscard]] bool isSetOperator(BinaryOp op);
[[nodiscard]] std::string_view operatorText(BinaryOp op);
struct Binary {
    BinaryOp op = BinaryOp::Add;
    ExprPtr lhs, rhs;
    bool returnsBool = false;
    std::optional<VectorMatching> matching; // between two vectors only
};
struct Unary {
    bool isNegative = false;
    ExprPtr expr;
};
struct Paren {
    ExprPtr expr;
};

struct Expr {
    using Node = std::variant<NumberLiteral, StringLiteral, VectorSelector, MatrixSelector, Subquery, Call, Aggregate,
                              Binary, Unary, Paren>;
    Node node;
    TextRange range;
    int depth = 1; // bounded by the parser, so that walking the tree may recurse

    [[nodiscard]] ValueType type() const;
};

// What is inside parentheses, however many.
[[nodiscard]] const Expr &withoutParens(const Expr &expr);
// What an expression directly consists of, in the order it is written.
void visitChildren(const Expr &expr, const std::function<void(const Expr &)> &each);
// Every expression of the tree, parents first.
void visit(const Expr &expr, const std::function<void(const Expr &)> &each);

} // namespace wf::query
