// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/functions/floatfunctions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace wf::query {

namespace {

double sign(double v)
{
    return v < 0 ? -1 : v > 0 ? 1 : v;
}

} // namespace

FloatFunction floatFunction(FunctionId id)
{
    using Id = FunctionId;
    switch (id) {
    case Id::Abs:
        return [](double v) { return std::abs(v); };
    case Id::Ceil:
        return [](double v) { return std::ceil(v); };
    case Id::Floor:
        return [](double v) { return std::floor(v); };
    case Id::Exp:
        return [](double v) { return std::exp(v); };
    case Id::Sqrt:
        return [](double v) { return std::sqrt(v); };
    case Id::Ln:
        return [](double v) { return std::log(v); };
    case Id::Log2:
        return [](double v) { return std::log2(v); };
    case Id::Log10:
        return [](double v) { return std::log10(v); };
    case Id::Sin:
        return [](double v) { return std::sin(v); };
    case Id::Cos:
        return [](double v) { return std::cos(v); };
    case Id::Tan:
        return [](double v) { return std::tan(v); };
    case Id::Asin:
        return [](double v) { return std::asin(v); };
    case Id::Acos:
        return [](double v) { return std::acos(v); };
    case Id::Atan:
        return [](double v) { return std::atan(v); };
    case Id::Sinh:
        return [](double v) { return std::sinh(v); };
    case Id::Cosh:
        return [](double v) { return std::cosh(v); };
    case Id::Tanh:
        return [](double v) { return std::tanh(v); };
    case Id::Asinh:
        return [](double v) { return std::asinh(v); };
    case Id::Acosh:
        return [](double v) { return std::acosh(v); };
    case Id::Atanh:
        return [](double v) { return std::atanh(v); };
    case Id::Rad:
        return [](double v) { return v * std::numbers::pi / 180; };
    case Id::Deg:
        return [](double v) { return v * 180 / std::numbers::pi; };
    case Id::Sgn:
        return sign;
    default:
        return nullptr;
    }
}

double larger(double a, double b)
{
    if (std::isnan(a) || std::isnan(b))
        return a == std::numeric_limits<double>::infinity() || b == std::numeric_limits<double>::infinity()
                   ? std::numeric_limits<double>::infinity()
                   : std::numeric_limits<double>::quiet_NaN();
    return std::max(a, b);
}
double smaller(double a, double b)
{
    return -larger(-a, -b);
}

} // namespace wf::query
