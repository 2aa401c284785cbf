// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/labelmatcher.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// LogQL as a tree (https://grafana.com/docs/loki/latest/query/). Values: cheap to move, compared by content; where a
// node stood in the text does not count.
namespace wf::query::logql {

struct Position {
    int line = 1;   // from 1
    int column = 1; // in code points, from 1
    friend bool operator==(const Position &, const Position &) { return true; }
};

// A time span as written. Dashboards write variables ($__auto, ${window}) where a span belongs: `variable` then holds
// the text and the expression cannot be evaluated until it is replaced.
struct Span {
    qint64 ns = 0;
    std::string variable;
    friend bool operator==(const Span &, const Span &) = default;
};

// --- pipeline stages ------------------------------------------------------------------------------------------------
enum class LineFilterOp { Contains, NotContains, Matches, NotMatches, Pattern, NotPattern };
struct LineFilter {
    struct Term {
        std::string text;
        bool isIp = false;
        friend bool operator==(const Term &, const Term &) = default;
    };
    LineFilterOp op = LineFilterOp::Contains;
    std::vector<Term> terms; // joined by "or"; a negative operator wants none of them
    friend bool operator==(const LineFilter &, const LineFilter &) = default;
};

// name="path" of json and logfmt; a bare name stands for itself.
struct Extraction {
    std::string name;
    std::string path;
    friend bool operator==(const Extraction &, const Extraction &) = default;
};
struct JsonParser {
    std::vector<Extraction> extractions;
    friend bool operator==(const JsonParser &, const JsonParser &) = default;
};
struct LogfmtParser {
    bool isStrict = false;
    bool keepsEmpty = false;
    std::vector<Extraction> extractions;
    friend bool operator==(const LogfmtParser &, const LogfmtParser &) = default;
};
struct PatternParser {
    std::string pattern;
    friend bool operator==(const PatternParser &, const PatternParser &) = default;
};
struct RegexpParser {
    std::string regex;
    friend bool operator==(const RegexpParser &, const RegexpParser &) = default;
};
struct UnpackParser {
    friend bool operator==(const UnpackParser &, const UnpackParser &) = default;
};

enum class CompareOp { Equal, NotEqual, Greater, GreaterEqual, Less, LessEqual };
struct LabelFilter;
using LabelFilterPtr = std::shared_ptr<const LabelFilter>;
struct NumberTest {
    enum class Unit { None, Duration, Bytes };
    std::string label;
    CompareOp op = CompareOp::Equal;
    Unit unit = Unit::None;
    double value = 0; // Duration: nanoseconds
    friend bool operator==(const NumberTest &, const NumberTest &) = default;
};
struct IpTest {
    std::string label;
    bool isNegated = false;
    std::string range; // address, from-to or CIDR
    friend bool operator==(const IpTest &, const IpTest &) = default;
};
struct BothTests {
    LabelFilterPtr left, right;
    bool isOr = false;
    friend bool operator==(const BothTests &a, const BothTests &b);
};
struct LabelFilter {
    std::variant<signals::LabelMatcher, NumberTest, IpTest, BothTests> test;
    friend bool operator==(const LabelFilter &a, const LabelFilter &b) { return a.test == b.test; }
};
inline bool operator==(const BothTests &a, const BothTests &b)
{
    return a.isOr == b.isOr && *a.left == *b.left && *a.right == *b.right;
}
struct LabelFilterStage {
    LabelFilterPtr filter;
    friend bool operator==(const LabelFilterStage &a, const LabelFilterStage &b) { return *a.filter == *b.filter; }
};

struct LineFormat {
    std::string pattern; // Go text/template
    friend bool operator==(const LineFormat &, const LineFormat &) = default;
};
struct LabelFormat {
    struct Assignment {
        std::string name;
        std::string value; // template, or the label renamed
        bool isRename = false;
        friend bool operator==(const Assignment &, const Assignment &) = default;
    };
    std::vector<Assignment> assignments;
    friend bool operator==(const LabelFormat &, const LabelFormat &) = default;
};
struct Decolorize {
    friend bool operator==(const Decolorize &, const Decolorize &) = default;
};
// drop and keep: labels by name, or only where the value matches.
struct LabelChoice {
    struct Choice {
        std::string name;
        std::optional<signals::LabelMatcher> matcher;
        friend bool operator==(const Choice &, const Choice &) = default;
    };
    bool keeps = false;
    std::vector<Choice> choices;
    friend bool operator==(const LabelChoice &, const LabelChoice &) = default;
};

using Stage = std::variant<LineFilter, JsonParser, LogfmtParser, PatternParser, RegexpParser, UnpackParser,
                           LabelFilterStage, LineFormat, LabelFormat, Decolorize, LabelChoice>;

struct LogSelector {
    std::vector<signals::LabelMatcher> matchers;
    std::vector<Stage> stages;
    Position at;
    friend bool operator==(const LogSelector &, const LogSelector &) = default;
};

// --- metrics --------------------------------------------------------------------------------------------------------
struct Unwrap {
    enum class Conversion { None, Bytes, Duration, DurationSeconds };
    std::string label;
    Conversion conversion = Conversion::None;
    std::vector<LabelFilterPtr> filters; // after the conversion
    friend bool operator==(const Unwrap &a, const Unwrap &b);
};
struct LogRange {
    LogSelector selector;
    std::optional<Unwrap> unwrap;
    Span range;
    std::optional<Span> offset;
    friend bool operator==(const LogRange &, const LogRange &) = default;
};

struct Grouping {
    bool isWithout = false;
    std::vector<std::string> labels;
    friend bool operator==(const Grouping &, const Grouping &) = default;
};

enum class RangeOp {
    Rate,
    RateCounter,
    CountOverTime,
    BytesRate,
    BytesOverTime,
    AvgOverTime,
    SumOverTime,
    MinOverTime,
    MaxOverTime,
    StdvarOverTime,
    StddevOverTime,
    QuantileOverTime,
    FirstOverTime,
    LastOverTime,
    AbsentOverTime
};
enum class VectorOp { Sum, Avg, Count, Max, Min, Stddev, Stdvar, Bottomk, Topk, ApproxTopk, Sort, SortDesc };
enum class BinaryOp {
    Or,
    And,
    Unless,
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Pow,
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    Less,
    LessEqual
};

struct MetricExpr;
using MetricExprPtr = std::shared_ptr<const MetricExpr>;

struct RangeAggregation {
    RangeOp op = RangeOp::Rate;
    std::optional<double> parameter; // quantile_over_time
    LogRange range;
    std::optional<Grouping> grouping;
    friend bool operator==(const RangeAggregation &, const RangeAggregation &) = default;
};
struct VectorAggregation {
    VectorOp op = VectorOp::Sum;
    std::optional<int> parameter; // topk, bottomk
    std::optional<Grouping> grouping;
    MetricExprPtr of;
};
struct Matching {
    enum class Card { OneToOne, ManyToOne, OneToMany };
    Card card = Card::OneToOne;
    bool isOn = false;
    bool isIgnoring = false;
    std::vector<std::string> labels;
    std::vector<std::string> include; // group_left and group_right
    friend bool operator==(const Matching &, const Matching &) = default;
};
struct Binary {
    BinaryOp op = BinaryOp::Add;
    bool returnsBool = false;
    Matching matching;
    MetricExprPtr left, right;
};
struct Literal {
    double value = 0;
    friend bool operator==(const Literal &, const Literal &) = default;
};
struct VectorLiteral {
    double value = 0;
    friend bool operator==(const VectorLiteral &, const VectorLiteral &) = default;
};
struct LabelReplace {
    MetricExprPtr of;
    std::string target, replacement, source, regex;
};
struct MetricExpr {
    std::variant<RangeAggregation, VectorAggregation, Binary, Literal, VectorLiteral, LabelReplace> node;
    Position at;
};
[[nodiscard]] bool operator==(const MetricExpr &a, const MetricExpr &b);

// A whole query: lines or a metric.
struct Expr {
    std::variant<LogSelector, MetricExpr> node;
    [[nodiscard]] const LogSelector *log() const { return std::get_if<LogSelector>(&node); }
    [[nodiscard]] const MetricExpr *metric() const { return std::get_if<MetricExpr>(&node); }
    friend bool operator==(const Expr &, const Expr &) = default;
};

[[nodiscard]] constexpr bool isComparison(BinaryOp op)
{
    return op >= BinaryOp::Equal;
}
[[nodiscard]] constexpr bool isSetOperator(BinaryOp op)
{
    return op <= BinaryOp::Unless;
}
[[nodiscard]] constexpr bool isNegative(LineFilterOp op)
{
    return op == LineFilterOp::NotContains || op == LineFilterOp::NotMatches || op == LineFilterOp::NotPattern;
}

} // namespace wf::query::logql
