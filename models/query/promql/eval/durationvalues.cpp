// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"

#include <cmath>

namespace wf::query {

namespace {

using Op = DurationExpr::Op;

struct DurationValue {
    double seconds = 0;
    const char *error = nullptr;
};

DurationValue valueOf(const DurationExpr &expr, const QueryTimes &times)
{
    const DurationValue left = expr.lhs ? valueOf(*expr.lhs, times) : DurationValue();
    const DurationValue right = expr.rhs ? valueOf(*expr.rhs, times) : DurationValue();
    if (left.error || right.error)
        return left.error ? left : right;
    const double a = left.seconds, b = right.seconds;
    switch (expr.op) {
    case Op::Number:
        return {expr.number.value};
    case Op::Step:
        return {static_cast<double>(times.stepMs) / 1000};
    case Op::Range:
        return {static_cast<double>(times.endMs - times.startMs) / 1000};
    case Op::MinOf:
        return {std::fmin(a, b)};
    case Op::MaxOf:
        return {std::fmax(a, b)};
    case Op::Add:
        return {a + b};
    case Op::Subtract:
        return {a - b};
    case Op::Multiply:
        return {a * b};
    case Op::Divide:
        return b == 0 ? DurationValue{0, "division by zero"} : DurationValue{a / b};
    case Op::Modulo:
        return b == 0 ? DurationValue{0, "modulo by zero"} : DurationValue{std::fmod(a, b)};
    case Op::Power:
        return {std::pow(a, b)};
    }
    return {};
}

} // namespace

std::optional<qint64> Evaluation::durationMs(qint64 ms, const DurationExprPtr &expr, bool mayBeNegative)
{
    if (!expr)
        return ms;
    const DurationValue value = valueOf(*expr, m_times);
    const char *error = value.error;
    constexpr double longest = 9223372036.854775807; // seconds, in Go's nanoseconds
    if (!error && !std::isfinite(value.seconds))
        error = "duration is NaN or infinite";
    else if (!error && value.seconds <= 0 && !mayBeNegative)
        error = "duration must be greater than 0";
    else if (!error && std::abs(value.seconds) > longest)
        error = "duration is out of range";
    if (!error)
        return static_cast<qint64>(value.seconds * 1000);
    fail(std::to_string(expr->range.start) + ':' + std::to_string(expr->range.end) + ": " + error);
    return std::nullopt;
}

Shift Evaluation::shiftOf(const TimeShift &shift)
{
    Shift out;
    switch (shift.at.kind) {
    case AtModifier::Kind::None:
        break;
    case AtModifier::Kind::Time:
        out.atMs = shift.at.timeMs;
        break;
    case AtModifier::Kind::Start:
        out.atMs = m_times.startMs;
        break;
    case AtModifier::Kind::End:
        out.atMs = m_times.endMs;
        break;
    }
    out.offsetMs = durationMs(shift.offsetMs, shift.offsetExpr, true).value_or(0);
    return out;
}

} // namespace wf::query
