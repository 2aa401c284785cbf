// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/language/functiondocs.h"

#include <QCoreApplication>
#include <QStringList>

#include <span>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

struct Doc {
    std::string_view name;
    const char *text;
};
constexpr Doc functions[] = {
    {"abs", QT_TRANSLATE_NOOP("wf::engine::Explore", "The absolute value of every sample.")},
    {"absent",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "1 when nothing matches, else nothing: alerts on what has vanished.")},
    {"absent_over_time",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "1 when nothing matched during the whole range, else nothing.")},
    {"acos", QT_TRANSLATE_NOOP("wf::engine::Explore", "Arc cosine, in radians.")},
    {"acosh", QT_TRANSLATE_NOOP("wf::engine::Explore", "Inverse hyperbolic cosine.")},
    {"asin", QT_TRANSLATE_NOOP("wf::engine::Explore", "Arc sine, in radians.")},
    {"asinh", QT_TRANSLATE_NOOP("wf::engine::Explore", "Inverse hyperbolic sine.")},
    {"atan", QT_TRANSLATE_NOOP("wf::engine::Explore", "Arc tangent, in radians.")},
    {"atanh", QT_TRANSLATE_NOOP("wf::engine::Explore", "Inverse hyperbolic tangent.")},
    {"avg_over_time",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "The mean of all samples in the range, each weighing the same.")},
    {"ceil", QT_TRANSLATE_NOOP("wf::engine::Explore", "Rounds up to the next whole number.")},
    {"changes", QT_TRANSLATE_NOOP("wf::engine::Explore", "How often the value changed within the range.")},
    {"clamp", QT_TRANSLATE_NOOP("wf::engine::Explore", "Keeps values between a least and a greatest one.")},
    {"clamp_max", QT_TRANSLATE_NOOP("wf::engine::Explore", "Keeps values at or below a limit.")},
    {"clamp_min", QT_TRANSLATE_NOOP("wf::engine::Explore", "Keeps values at or above a limit.")},
    {"cos", QT_TRANSLATE_NOOP("wf::engine::Explore", "Cosine of radians.")},
    {"cosh", QT_TRANSLATE_NOOP("wf::engine::Explore", "Hyperbolic cosine.")},
    {"count_over_time", QT_TRANSLATE_NOOP("wf::engine::Explore", "How many samples there are in the range.")},
    {"day_of_month", QT_TRANSLATE_NOOP("wf::engine::Explore", "The day of the month, 1 to 31, UTC.")},
    {"day_of_week", QT_TRANSLATE_NOOP("wf::engine::Explore", "The day of the week, 0 is Sunday, UTC.")},
    {"day_of_year", QT_TRANSLATE_NOOP("wf::engine::Explore", "The day of the year, 1 to 366, UTC.")},
    {"days_in_month", QT_TRANSLATE_NOOP("wf::engine::Explore", "How many days the month of a time has, UTC.")},
    {"deg", QT_TRANSLATE_NOOP("wf::engine::Explore", "Radians to degrees.")},
    {"delta",
     QT_TRANSLATE_NOOP("wf::engine::Explore",
                       "How much a gauge changed over the range, stretched to its ends. For counters use increase().")},
    {"deriv", QT_TRANSLATE_NOOP("wf::engine::Explore",
                                "How fast a gauge changes per second, by a straight line through its samples.")},
    {"double_exponential_smoothing",
     QT_TRANSLATE_NOOP("wf::engine::Explore",
                       "A smoothed value of a gauge, with a factor for level and one for trend.")},
    {"end", QT_TRANSLATE_NOOP("wf::engine::Explore", "The end of the query's range, as a time.")},
    {"exp", QT_TRANSLATE_NOOP("wf::engine::Explore", "e to the power of every sample.")},
    {"first_over_time", QT_TRANSLATE_NOOP("wf::engine::Explore", "The oldest sample in the range.")},
    {"floor", QT_TRANSLATE_NOOP("wf::engine::Explore", "Rounds down to a whole number.")},
    {"histogram_avg", QT_TRANSLATE_NOOP("wf::engine::Explore", "The mean of the observations in a native histogram.")},
    {"histogram_count", QT_TRANSLATE_NOOP("wf::engine::Explore", "How many observations a native histogram holds.")},
    {"histogram_fraction", QT_TRANSLATE_NOOP("wf::engine::Explore", "The share of observations between two bounds.")},
    {"histogram_quantile",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "The value below which this share of the observations lies: 0.99 for "
                                              "p99. Classic buckets need the label le.")},
    {"histogram_quantiles", QT_TRANSLATE_NOOP("wf::engine::Explore", "Several quantiles at once, each under a label.")},
    {"histogram_stddev",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "The standard deviation of a native histogram's observations.")},
    {"histogram_stdvar",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "The variance of a native histogram's observations.")},
    {"histogram_sum", QT_TRANSLATE_NOOP("wf::engine::Explore", "The sum of the observations in a native histogram.")},
    {"hour", QT_TRANSLATE_NOOP("wf::engine::Explore", "The hour of a time, 0 to 23, UTC.")},
    {"idelta", QT_TRANSLATE_NOOP("wf::engine::Explore", "The difference between the two newest samples of a gauge.")},
    {"increase",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "How much a counter grew over the range; resets are made up for.")},
    {"info", QT_TRANSLATE_NOOP("wf::engine::Explore", "Adds labels of an info metric, such as target_info.")},
    {"irate", QT_TRANSLATE_NOOP("wf::engine::Explore",
                                "Per second growth of a counter from its two newest samples: quick, but jumpy.")},
    {"label_join", QT_TRANSLATE_NOOP("wf::engine::Explore", "Joins the values of labels into another label.")},
    {"label_replace", QT_TRANSLATE_NOOP("wf::engine::Explore",
                                        "Writes a label from a part of another one, found by a regular expression.")},
    {"last_over_time", QT_TRANSLATE_NOOP("wf::engine::Explore", "The newest sample in the range: bridges gaps.")},
    {"ln", QT_TRANSLATE_NOOP("wf::engine::Explore", "Natural logarithm.")},
    {"log10", QT_TRANSLATE_NOOP("wf::engine::Explore", "Decimal logarithm.")},
    {"log2", QT_TRANSLATE_NOOP("wf::engine::Explore", "Binary logarithm.")},
    {"mad_over_time",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "The median distance from the median within the range.")},
    {"max_of", QT_TRANSLATE_NOOP("wf::engine::Explore", "The greater of two durations.")},
    {"max_over_time", QT_TRANSLATE_NOOP("wf::engine::Explore", "The greatest sample in the range.")},
    {"min_of", QT_TRANSLATE_NOOP("wf::engine::Explore", "The smaller of two durations.")},
    {"min_over_time", QT_TRANSLATE_NOOP("wf::engine::Explore", "The smallest sample in the range.")},
    {"minute", QT_TRANSLATE_NOOP("wf::engine::Explore", "The minute of a time, 0 to 59, UTC.")},
    {"month", QT_TRANSLATE_NOOP("wf::engine::Explore", "The month of a time, 1 to 12, UTC.")},
    {"pi", QT_TRANSLATE_NOOP("wf::engine::Explore", "3.14159…")},
    {"predict_linear",
     QT_TRANSLATE_NOOP("wf::engine::Explore",
                       "The value of a gauge in so many seconds, by a straight line through the range.")},
    {"present_over_time", QT_TRANSLATE_NOOP("wf::engine::Explore", "1 for every series with a sample in the range.")},
    {"quantile_over_time", QT_TRANSLATE_NOOP("wf::engine::Explore", "A quantile of the samples within the range.")},
    {"rad", QT_TRANSLATE_NOOP("wf::engine::Explore", "Degrees to radians.")},
    {"range", QT_TRANSLATE_NOOP("wf::engine::Explore", "The length of the query's range, in seconds.")},
    {"rate", QT_TRANSLATE_NOOP("wf::engine::Explore",
                               "Per second growth of a counter, averaged over the range; resets are made up for.")},
    {"resets", QT_TRANSLATE_NOOP("wf::engine::Explore", "How often a counter started anew within the range.")},
    {"round", QT_TRANSLATE_NOOP("wf::engine::Explore",
                                "Rounds to the nearest whole number, or to a multiple of the second argument.")},
    {"scalar", QT_TRANSLATE_NOOP("wf::engine::Explore",
                                 "A vector of one element as a plain number; NaN when there is not exactly one.")},
    {"sgn", QT_TRANSLATE_NOOP("wf::engine::Explore", "1 above zero, 0 at it, -1 below.")},
    {"sin", QT_TRANSLATE_NOOP("wf::engine::Explore", "Sine of radians.")},
    {"sinh", QT_TRANSLATE_NOOP("wf::engine::Explore", "Hyperbolic sine.")},
    {"sort", QT_TRANSLATE_NOOP("wf::engine::Explore", "By value, smallest first. Only for instant queries.")},
    {"sort_by_label", QT_TRANSLATE_NOOP("wf::engine::Explore", "By the values of labels.")},
    {"sort_by_label_desc", QT_TRANSLATE_NOOP("wf::engine::Explore", "By the values of labels, last first.")},
    {"sort_desc", QT_TRANSLATE_NOOP("wf::engine::Explore", "By value, greatest first. Only for instant queries.")},
    {"sqrt", QT_TRANSLATE_NOOP("wf::engine::Explore", "Square root.")},
    {"start", QT_TRANSLATE_NOOP("wf::engine::Explore", "The start of the query's range, as a time.")},
    {"start_timestamp",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "When the counter of a sample began, as its source says.")},
    {"stddev_over_time",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "The standard deviation of the samples within the range.")},
    {"stdvar_over_time", QT_TRANSLATE_NOOP("wf::engine::Explore", "The variance of the samples within the range.")},
    {"step", QT_TRANSLATE_NOOP("wf::engine::Explore", "The distance between two points of the query, in seconds.")},
    {"sum_over_time", QT_TRANSLATE_NOOP("wf::engine::Explore", "The sum of all samples in the range.")},
    {"tan", QT_TRANSLATE_NOOP("wf::engine::Explore", "Tangent of radians.")},
    {"tanh", QT_TRANSLATE_NOOP("wf::engine::Explore", "Hyperbolic tangent.")},
    {"time", QT_TRANSLATE_NOOP("wf::engine::Explore", "When the point is evaluated, in seconds since 1970.")},
    {"timestamp", QT_TRANSLATE_NOOP("wf::engine::Explore", "When the sample was taken, in seconds since 1970.")},
    {"ts_of_first_over_time",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "When the oldest sample of the range was taken.")},
    {"ts_of_last_over_time",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "When the newest sample of the range was taken.")},
    {"ts_of_max_over_time",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "When the greatest sample of the range was taken.")},
    {"ts_of_min_over_time",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "When the smallest sample of the range was taken.")},
    {"vector", QT_TRANSLATE_NOOP("wf::engine::Explore", "A number as a vector of one element without labels.")},
    {"year", QT_TRANSLATE_NOOP("wf::engine::Explore", "The year of a time, UTC.")},
};
constexpr Doc aggregations[] = {
    {"avg", QT_TRANSLATE_NOOP("wf::engine::Explore", "The mean of each group.")},
    {"bottomk", QT_TRANSLATE_NOOP("wf::engine::Explore", "The k smallest elements of each group, with their labels.")},
    {"count", QT_TRANSLATE_NOOP("wf::engine::Explore", "How many elements each group has.")},
    {"count_values", QT_TRANSLATE_NOOP("wf::engine::Explore", "How many elements have each value, under a label.")},
    {"group", QT_TRANSLATE_NOOP("wf::engine::Explore", "1 for each group: which groups there are.")},
    {"limit_ratio",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "About this share of each group's elements, always the same ones.")},
    {"limitk", QT_TRANSLATE_NOOP("wf::engine::Explore", "Any k elements of each group.")},
    {"max", QT_TRANSLATE_NOOP("wf::engine::Explore", "The greatest of each group.")},
    {"min", QT_TRANSLATE_NOOP("wf::engine::Explore", "The smallest of each group.")},
    {"quantile",
     QT_TRANSLATE_NOOP("wf::engine::Explore", "The value below which this share of a group's elements lies.")},
    {"stddev", QT_TRANSLATE_NOOP("wf::engine::Explore", "The standard deviation of each group.")},
    {"stdvar", QT_TRANSLATE_NOOP("wf::engine::Explore", "The variance of each group.")},
    {"sum", QT_TRANSLATE_NOOP("wf::engine::Explore", "Adds up the elements of each group.")},
    {"topk", QT_TRANSLATE_NOOP("wf::engine::Explore", "The k greatest elements of each group, with their labels.")},
};

QString docOf(std::span<const Doc> docs, std::string_view name)
{
    for (const Doc &doc : docs)
        if (doc.name == name)
            return QCoreApplication::translate("wf::engine::Explore", doc.text);
    return {};
}

QString typeWord(query::ValueType type)
{
    const std::string_view word = query::valueTypeText(type);
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

} // namespace

QString functionDoc(std::string_view name)
{
    return docOf(functions, name);
}

QString aggregationDoc(query::AggregateOp op)
{
    return docOf(aggregations, query::aggregateText(op));
}

QString functionSignature(const query::FunctionInfo &function)
{
    QStringList args;
    for (const query::ValueType type : function.args)
        args << typeWord(type);
    if (function.variadic != 0 && !args.isEmpty())
        args.last() = QString(function.variadic < 0 ? u"%1…"_s : u"[%1]"_s).arg(args.last());
    return args.join(QStringLiteral(", ")) + QStringLiteral(" → ") + typeWord(function.result);
}

} // namespace wf::engine
