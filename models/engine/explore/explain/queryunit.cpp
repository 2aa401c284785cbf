// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/explain/queryunit.h"

#include "models/engine/dashboards/grammar/metricunits.h"
#include "models/engine/explore/language/textplaces.h"
#include "models/query/promql/parse/parse.h"
#include "models/query/promql/text/overloaded.h"

namespace wf::engine {

using base::Unit;
using query::Expr;
using query::FunctionId;

namespace {

using InfoOf = std::function<std::optional<signals::MetricInfo>(std::string_view)>;

bool isPlain(const QueryUnit &unit)
{
    return unit.unit == Unit::None;
}

QueryUnit unitOf(const Expr &expr, const InfoOf &infoOf);

QueryUnit ofMetric(const query::VectorSelector &selector, const InfoOf &infoOf)
{
    const auto info = infoOf ? infoOf(selector.name) : std::nullopt;
    const QString name = QString::fromStdString(selector.name);
    const auto type = info ? info->type : signals::MetricType::Unknown;
    if (selector.name.ends_with("_bucket") || selector.name.ends_with("_count"))
        return {};
    const MetricUnit unit = engine::unitOf(name, info ? info->unit : QString(), type, info ? info->help : QString());
    return {unit.unit, unit.divisor > 0 ? 1 / unit.divisor : 1};
}

// The buckets' own unit, whatever their counts are.
QueryUnit ofBuckets(const Expr &expr, const InfoOf &infoOf)
{
    QueryUnit unit;
    query::visit(expr, [&](const Expr &part) {
        const auto *vector = std::get_if<query::VectorSelector>(&part.node);
        if (const auto *matrix = std::get_if<query::MatrixSelector>(&part.node))
            vector = &matrix->vector;
        if (!vector)
            return;
        query::VectorSelector family = *vector;
        if (family.name.ends_with("_bucket"))
            family.name.resize(family.name.size() - 7);
        unit = ofMetric(family, infoOf);
    });
    return unit;
}

QueryUnit ofCall(const query::Call &call, const InfoOf &infoOf)
{
    const auto arg = [&](std::size_t i) { return i < call.args.size() ? unitOf(*call.args[i], infoOf) : QueryUnit(); };
    switch (call.function->id) {
    case FunctionId::Rate:
    case FunctionId::Irate:
    case FunctionId::Deriv: {
        const QueryUnit inner = arg(0);
        return {rateUnit(inner.unit), inner.factor};
    }
    case FunctionId::HistogramQuantile:
        return call.args.size() > 1 ? ofBuckets(*call.args[1], infoOf) : QueryUnit();
    case FunctionId::HistogramAvg:
    case FunctionId::HistogramStddev:
        return call.args.empty() ? QueryUnit() : ofBuckets(*call.args[0], infoOf);
    case FunctionId::QuantileOverTime:
        return arg(1);
    case FunctionId::Time:
    case FunctionId::Timestamp:
        return {Unit::Timestamp, 1};
    case FunctionId::HistogramFraction:
        return {Unit::Ratio, 1};
    case FunctionId::Absent:
    case FunctionId::AbsentOverTime:
    case FunctionId::Changes:
    case FunctionId::Resets:
    case FunctionId::CountOverTime:
    case FunctionId::PresentOverTime:
    case FunctionId::HistogramCount:
    case FunctionId::Ln:
    case FunctionId::Log2:
    case FunctionId::Log10:
    case FunctionId::Exp:
    case FunctionId::Sgn:
    case FunctionId::StdvarOverTime:
        return {};
    default:
        return arg(0);
    }
}

QueryUnit ofBinary(const query::Binary &binary, const InfoOf &infoOf)
{
    const QueryUnit left = unitOf(*binary.lhs, infoOf), right = unitOf(*binary.rhs, infoOf);
    const bool isNumber = binary.rhs->type() == query::ValueType::Scalar;
    using enum query::BinaryOp;
    if (query::isComparison(binary.op))
        return binary.returnsBool ? QueryUnit{Unit::Boolean, 1} : isPlain(left) ? right : left;
    switch (binary.op) {
    case Divide:
        if (isNumber || isPlain(right))
            return isNumber && !isPlain(left) ? QueryUnit() : left; // a scale that somebody chose
        if (left.unit == right.unit)
            return {Unit::Ratio, 1};
        // Seconds spent per second over calls per second: seconds a call.
        return left.unit == rateUnit(Unit::Seconds) && right.unit == Unit::PerSecond
                   ? QueryUnit{Unit::Seconds, left.factor}
                   : QueryUnit();
    case Multiply: {
        const auto *number = std::get_if<query::NumberLiteral>(&binary.rhs->node);
        if (number && number->value == 100 && (left.unit == Unit::Ratio || isPlain(left)))
            return {left.unit == Unit::Ratio ? Unit::Percent : Unit::None, 1};
        return {};
    }
    case Power:
    case Atan2:
    case Modulo:
        return {};
    default:
        return isPlain(left) ? right : left;
    }
}

QueryUnit unitOf(const Expr &expr, const InfoOf &infoOf)
{
    return std::visit(query::Overloaded{
                          [](const auto &) { return QueryUnit(); },
                          [&](const query::VectorSelector &selector) { return ofMetric(selector, infoOf); },
                          [&](const query::MatrixSelector &matrix) { return ofMetric(matrix.vector, infoOf); },
                          [&](const query::Subquery &subquery) { return unitOf(*subquery.expr, infoOf); },
                          [&](const query::Call &call) { return ofCall(call, infoOf); },
                          [&](const query::Aggregate &aggregate) {
                              using enum query::AggregateOp;
                              const bool counts = aggregate.op == Count || aggregate.op == Group ||
                                                  aggregate.op == CountValues || aggregate.op == Stdvar;
                              return counts ? QueryUnit() : unitOf(*aggregate.expr, infoOf);
                          },
                          [&](const query::Binary &binary) { return ofBinary(binary, infoOf); },
                          [&](const query::Unary &unary) { return unitOf(*unary.expr, infoOf); },
                          [&](const query::Paren &paren) { return unitOf(*paren.expr, infoOf); },
                      },
                      expr.node);
}

} // namespace

QueryUnit unitOfQuery(const QString &text, const InfoOf &infoOf)
{
    const auto tree = query::parsePromql(TextPlaces(text).utf8(), query::ParseOptions::everything());
    return tree ? unitOf(**tree, infoOf) : QueryUnit();
}

} // namespace wf::engine
