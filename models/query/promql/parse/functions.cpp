// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/functions.h"

#include <algorithm>
#include <array>

namespace wf::query {

namespace {

using enum ValueType;
using Id = FunctionId;

struct NamedFunction {
    Id id;
    std::string_view name;
};
constexpr std::array ofVectors{
    NamedFunction{Id::Abs, "abs"},
    NamedFunction{Id::Absent, "absent"},
    NamedFunction{Id::Acos, "acos"},
    NamedFunction{Id::Acosh, "acosh"},
    NamedFunction{Id::Asin, "asin"},
    NamedFunction{Id::Asinh, "asinh"},
    NamedFunction{Id::Atan, "atan"},
    NamedFunction{Id::Atanh, "atanh"},
    NamedFunction{Id::Ceil, "ceil"},
    NamedFunction{Id::Cos, "cos"},
    NamedFunction{Id::Cosh, "cosh"},
    NamedFunction{Id::Deg, "deg"},
    NamedFunction{Id::Exp, "exp"},
    NamedFunction{Id::Floor, "floor"},
    NamedFunction{Id::HistogramAvg, "histogram_avg"},
    NamedFunction{Id::HistogramCount, "histogram_count"},
    NamedFunction{Id::HistogramSum, "histogram_sum"},
    NamedFunction{Id::HistogramStddev, "histogram_stddev"},
    NamedFunction{Id::HistogramStdvar, "histogram_stdvar"},
    NamedFunction{Id::Ln, "ln"},
    NamedFunction{Id::Log10, "log10"},
    NamedFunction{Id::Log2, "log2"},
    NamedFunction{Id::Rad, "rad"},
    NamedFunction{Id::Sgn, "sgn"},
    NamedFunction{Id::Sin, "sin"},
    NamedFunction{Id::Sinh, "sinh"},
    NamedFunction{Id::Sort, "sort"},
    NamedFunction{Id::SortDesc, "sort_desc"},
    NamedFunction{Id::Sqrt, "sqrt"},
    NamedFunction{Id::Tan, "tan"},
    NamedFunction{Id::Tanh, "tanh"},
    NamedFunction{Id::Timestamp, "timestamp"},
};
constexpr std::array ofTimes{
    NamedFunction{Id::DaysInMonth, "days_in_month"},
    NamedFunction{Id::DayOfMonth, "day_of_month"},
    NamedFunction{Id::DayOfWeek, "day_of_week"},
    NamedFunction{Id::DayOfYear, "day_of_year"},
    NamedFunction{Id::Hour, "hour"},
    NamedFunction{Id::Minute, "minute"},
    NamedFunction{Id::Month, "month"},
    NamedFunction{Id::Year, "year"},
};
constexpr std::array ofRanges{
    NamedFunction{Id::AbsentOverTime, "absent_over_time"},
    NamedFunction{Id::AvgOverTime, "avg_over_time"},
    NamedFunction{Id::Changes, "changes"},
    NamedFunction{Id::CountOverTime, "count_over_time"},
    NamedFunction{Id::Delta, "delta"},
    NamedFunction{Id::Deriv, "deriv"},
    NamedFunction{Id::FirstOverTime, "first_over_time"},
    NamedFunction{Id::Idelta, "idelta"},
    NamedFunction{Id::Increase, "increase"},
    NamedFunction{Id::Irate, "irate"},
    NamedFunction{Id::LastOverTime, "last_over_time"},
    NamedFunction{Id::MaxOverTime, "max_over_time"},
    NamedFunction{Id::MinOverTime, "min_over_time"},
    NamedFunction{Id::PresentOverTime, "present_over_time"},
    NamedFunction{Id::Rate, "rate"},
    NamedFunction{Id::Resets, "resets"},
    NamedFunction{Id::StddevOverTime, "stddev_over_time"},
    NamedFunction{Id::StdvarOverTime, "stdvar_over_time"},
    NamedFunction{Id::SumOverTime, "sum_over_time"},
};
constexpr std::array ofRangesExperimental{
    NamedFunction{Id::MadOverTime, "mad_over_time"},
    NamedFunction{Id::TsOfFirstOverTime, "ts_of_first_over_time"},
    NamedFunction{Id::TsOfLastOverTime, "ts_of_last_over_time"},
    NamedFunction{Id::TsOfMaxOverTime, "ts_of_max_over_time"},
    NamedFunction{Id::TsOfMinOverTime, "ts_of_min_over_time"},
};

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
    for (const auto &[id, name] : ofVectors)
        add(id, name, {Vector});
    for (const auto &[id, name] : ofTimes)
        add(id, name, {Vector}, 1);
    for (const auto &[id, name] : ofRanges)
        add(id, name, {Matrix});
    for (const auto &[id, name] : ofRangesExperimental)
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
