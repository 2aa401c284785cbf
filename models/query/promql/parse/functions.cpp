// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/functions.h"

#include <algorithm>
#include <array>

namespace wf::query {

namespace {

using enum ValueType;
using Id = FunctionId;

std::vector<FunctionInfo> makeFunctions()
{
    std::vector<FunctionInfo> all;
    const auto add = [&all](Id id, std::string_view name, std::vector<ValueType> args, int variadic = 0,
                            ValueType result = Vector, bool isExperimental = false) {
        all.push_back({id, name, std::move(args), variadic, result, isExperimental});
    };
    const auto experiment = [&add](Id id, std::string_view name, std::vector<ValueType> args, int variadic = 0,
                                   ValueType result = Vector) {
        add(id, name, std::move(args), variadic, result, true);
    };
    for (const auto &[id, name] : std::initializer_list<std::pair<Id, std::string_view>>{
             {Id::Abs, "abs"},
             {Id::Absent, "absent"},
             {Id::Acos, "acos"},
             {Id::Acosh, "acosh"},
             {Id::Asin, "asin"},
             {Id::Asinh, "asinh"},
             {Id::Atan, "atan"},
             {Id::Atanh, "atanh"},
             {Id::Ceil, "ceil"},
             {Id::Cos, "cos"},
             {Id::Cosh, "cosh"},
             {Id::Deg, "deg"},
             {Id::Exp, "exp"},
             {Id::Floor, "floor"},
             {Id::HistogramAvg, "histogram_avg"},
             {Id::HistogramCount, "histogram_count"},
             {Id::HistogramSum, "histogram_sum"},
             {Id::HistogramStddev, "histogram_stddev"},
             {Id::HistogramStdvar, "histogram_stdvar"},
             {Id::Ln, "ln"},
             {Id::Log10, "log10"},
             {Id::Log2, "log2"},
             {Id::Rad, "rad"},
             {Id::Sgn, "sgn"},
             {Id::Sin, "sin"},
             {Id::Sinh, "sinh"},
             {Id::Sort, "sort"},
             {Id::SortDesc, "sort_desc"},
             {Id::Sqrt, "sqrt"},
             {Id::Tan, "tan"},
             {Id::Tanh, "tanh"},
             {Id::Timestamp, "timestamp"},
         })
        add(id, name, {Vector});
    for (const auto &[id, name] : std::initializer_list<std::pair<Id, std::string_view>>{
             {Id::DaysInMonth, "days_in_month"},
             {Id::DayOfMonth, "day_of_month"},
             {Id::DayOfWeek, "day_of_week"},
             {Id::DayOfYear, "day_of_year"},
             {Id::Hour, "hour"},
             {Id::Minute, "minute"},
             {Id::Month, "month"},
             {Id::Year, "year"},
         })
        add(id, name, {Vector}, 1);
    for (const auto &[id, name] : std::initializer_list<std::pair<Id, std::string_view>>{
             {Id::AbsentOverTime, "absent_over_time"},
             {Id::AvgOverTime, "avg_over_time"},
             {Id::Changes, "changes"},
             {Id::CountOverTime, "count_over_time"},
             {Id::Delta, "delta"},
             {Id::Deriv, "deriv"},
             {Id::FirstOverTime, "first_over_time"},
             {Id::Idelta, "idelta"},
             {Id::Increase, "increase"},
             {Id::Irate, "irate"},
             {Id::LastOverTime, "last_over_time"},
             {Id::MaxOverTime, "max_over_time"},
             {Id::MinOverTime, "min_over_time"},
             {Id::PresentOverTime, "present_over_time"},
             {Id::Rate, "rate"},
             {Id::Resets, "resets"},
             {Id::StddevOverTime, "stddev_over_time"},
             {Id::StdvarOverTime, "stdvar_over_time"},
             {Id::SumOverTime, "sum_over_time"},
         })
        add(id, name, {Matrix});
    for (const auto &[id, name] : std::initializer_list<std::pair<Id, std::string_view>>{
             {Id::MadOverTime, "mad_over_time"},
             {Id::TsOfFirstOverTime, "ts_of_first_over_time"},
             {Id::TsOfLastOverTime, "ts_of_last_over_time"},
             {Id::TsOfMaxOverTime, "ts_of_max_over_time"},
             {Id::TsOfMinOverTime, "ts_of_min_over_time"},
         })
        experiment(id, name, {Matrix});
    add(Id::Clamp, "clamp", {Vector, Scalar, Scalar});
    add(Id::ClampMax, "clamp_max", {Vector, Scalar});
    add(Id::ClampMin, "clamp_min", {Vector, Scalar});
    add(Id::HistogramFraction, "histogram_fraction", {Scalar, Scalar, Vector});
    add(Id::HistogramQuantile, "histogram_quantile", {Scalar, Vector});
    add(Id::LabelReplace, "label_replace", {Vector, String, String, String, String});
    add(Id::LabelJoin, "label_join", {Vector, String, String, String}, -1);
    add(Id::Pi, "pi", {}, 0, Scalar);
    add(Id::PredictLinear, "predict_linear", {Matrix, Scalar});
    add(Id::QuantileOverTime, "quantile_over_time", {Scalar, Matrix});
    add(Id::Round, "round", {Vector, Scalar}, 1);
    add(Id::Scalar, "scalar", {Vector}, 0, Scalar);
    add(Id::Time, "time", {}, 0, Scalar);
    add(Id::Vector, "vector", {Scalar});
    experiment(Id::DoubleExponentialSmoothing, "double_exponential_smoothing", {Matrix, Scalar, Scalar});
    experiment(Id::End, "end", {}, 0, Scalar);
    experiment(Id::HistogramQuantiles, "histogram_quantiles", {Vector, String, Scalar, Scalar}, 9);
    experiment(Id::Info, "info", {Vector, Vector}, 1);
    experiment(Id::MaxOf, "max_of", {Scalar, Scalar}, 0, Scalar);
    experiment(Id::MinOf, "min_of", {Scalar, Scalar}, 0, Scalar);
    experiment(Id::Range, "range", {}, 0, Scalar);
    experiment(Id::SortByLabel, "sort_by_label", {Vector, String}, -1);
    experiment(Id::SortByLabelDesc, "sort_by_label_desc", {Vector, String}, -1);
    experiment(Id::Start, "start", {}, 0, Scalar);
    experiment(Id::StartTimestamp, "start_timestamp", {Vector});
    experiment(Id::Step, "step", {}, 0, Scalar);
    std::ranges::sort(all, {}, &FunctionInfo::name);
    return all;
}

} // namespace

std::string_view valueTypeText(ValueType type)
{
    static constexpr std::array<std::string_view, 4> texts{"scalar", "instant vector", "range vector", "string"};
    return texts[static_cast<std::size_t>(type)];
}

std::string_view aggregateText(AggregateOp op)
{
    static constexpr std::array<std::string_view, 14> texts{
        "sum",    "avg",  "count",   "min",          "max",      "group",  "stddev",
        "stdvar", "topk", "bottomk", "count_values", "quantile", "limitk", "limit_ratio"};
    return texts[static_cast<std::size_t>(op)];
}

bool hasParam(AggregateOp op)
{
    return op >= AggregateOp::Topk;
}

const std::vector<FunctionInfo> &allFunctions()
{
    static const std::vector<FunctionInfo> all = makeFunctions();
    return all;
}

const FunctionInfo *findFunction(std::string_view name)
{
    const auto &all = allFunctions();
    const auto found = std::ranges::lower_bound(all, name, {}, &FunctionInfo::name);
    return found != all.end() && found->name == name ? &*found : nullptr;
}

} // namespace wf::query
