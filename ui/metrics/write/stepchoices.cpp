// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/language/functiondocs.h"
#include "ui/metrics/write/builderform.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::BuiltAggregation;
using engine::BuiltArithmetic;
using engine::BuiltCall;
using signals::MetricType;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

StepChoice call(const QString &group, const char *name, const QString &range, std::vector<double> before = {},
                std::vector<double> behind = {})
{
    const QString function = QString::fromLatin1(name);
    return {group, function, BuiltCall{function, range, std::move(before), std::move(behind)},
            engine::functionDoc(name)};
}

} // namespace

std::vector<StepChoice> stepChoices(MetricType type, bool isFirst)
{
    std::vector<StepChoice> out;
    const QString overTime = say("Over time");
    const QString rateRange = u"$__rate_interval"_s;
    if (isFirst) { // a range belongs to the metric itself
        if (type != MetricType::Gauge)
            for (const char *name : {"rate", "increase", "irate"})
                out.push_back(call(overTime, name, rateRange));
        if (type != MetricType::Counter)
            for (const char *name : {"delta", "deriv"})
                out.push_back(call(overTime, name, u"5m"_s));
        for (const char *name : {"avg_over_time", "max_over_time", "min_over_time", "last_over_time", "changes"})
            out.push_back(call(overTime, name, u"5m"_s));
    }
    const QString group = say("Put together");
    for (int i = 0; i <= static_cast<int>(query::AggregateOp::Quantile); ++i) {
        const auto op = static_cast<query::AggregateOp>(i);
        if (op == query::AggregateOp::CountValues)
            continue; // its parameter is a text
        const std::string_view word = query::aggregateText(op);
        const QString name = QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
        BuiltAggregation step{name, {}, false, {}};
        if (query::hasParam(op))
            step.param = op == query::AggregateOp::Quantile ? 0.99 : 5;
        out.push_back({group, name, step, engine::aggregationDoc(op)});
    }
    const QString functions = say("Function");
    out.push_back(call(functions, "histogram_quantile", {}, {0.99}));
    for (const char *name : {"abs", "ceil", "floor", "sqrt", "sort_desc"})
        out.push_back(call(functions, name, {}));
    out.push_back(call(functions, "clamp_max", {}, {}, {1}));
    out.push_back(call(functions, "clamp_min", {}, {}, {0}));
    const QString numbers = say("With a number");
    for (const char *op : {"*", "/", "+", "-", ">", ">=", "<", "<=", "==", "!="})
        out.push_back({numbers, QString::fromLatin1(op), BuiltArithmetic{QString::fromLatin1(op), 1, false}, {}});
    return out;
}

} // namespace wf::ui
