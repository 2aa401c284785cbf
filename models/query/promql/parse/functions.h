// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

// What PromQL's functions and aggregations are called and take (Prometheus 3.14, promql/parser/functions.go).
namespace wf::query {

enum class ValueType { Scalar, Vector, Matrix, String };
[[nodiscard]] std::string_view valueTypeText(ValueType type); // "instant vector", as messages say it

enum class AggregateOp {
    Sum,
    Avg,
    Count,
    Min,
    Max,
    Group,
    Stddev,
    Stdvar,
    Topk,
    Bottomk,
    CountValues,
    Quantile,
    Limitk,
    LimitRatio,
};
[[nodiscard]] std::string_view aggregateText(AggregateOp op);
[[nodiscard]] bool hasParam(AggregateOp op);

enum class FunctionId {
    Abs,
    Absent,
    AbsentOverTime,
    Acos,
    Acosh,
    Asin,
    Asinh,
    Atan,
    Atanh,
    AvgOverTime,
    Ceil,
    Changes,
    Clamp,
    ClampMax,
    ClampMin,
    Cos,
    Cosh,
    CountOverTime,
    DaysInMonth,
    DayOfMonth,
    DayOfWeek,
    DayOfYear,
    Deg,
    Delta,
    Deriv,
    DoubleExponentialSmoothing,
    End,
    Exp,
    FirstOverTime,
    Floor,
    HistogramAvg,
    HistogramCount,
    HistogramFraction,
    HistogramQuantile,
    HistogramQuantiles,
    HistogramStddev,
    HistogramStdvar,
    HistogramSum,
    Hour,
    Idelta,
    Increase,
    Info,
    Irate,
    LabelJoin,
    LabelReplace,
    LastOverTime,
    Ln,
    Log10,
    Log2,
    MadOverTime,
    MaxOf,
    MaxOverTime,
    MinOf,
    MinOverTime,
    Minute,
    Month,
    Pi,
    PredictLinear,
    PresentOverTime,
    QuantileOverTime,
    Rad,
    Range,
    Rate,
    Resets,
    Round,
    Scalar,
    Sgn,
    Sin,
    Sinh,
    Sort,
    SortByLabel,
    SortByLabelDesc,
    SortDesc,
    Sqrt,
    Start,
    StartTimestamp,
    StddevOverTime,
    StdvarOverTime,
    Step,
    SumOverTime,
    Tan,
    Tanh,
    Time,
    Timestamp,
    TsOfFirstOverTime,
    TsOfLastOverTime,
    TsOfMaxOverTime,
    TsOfMinOverTime,
    Vector,
    Year,
};

struct FunctionInfo {
    FunctionId id;
    std::string_view name;
    std::vector<ValueType> args;
    // How many of the last argument there may be: 0 exactly one, n up to n more or none at all, -1 any number.
    int variadic = 0;
    ValueType result = ValueType::Vector;
    bool isExperimental = false;
};
// Null when there is none of that name. Never destroyed.
[[nodiscard]] const FunctionInfo *findFunction(std::string_view name);
[[nodiscard]] const std::vector<FunctionInfo> &allFunctions(); // by name

} // namespace wf::query
