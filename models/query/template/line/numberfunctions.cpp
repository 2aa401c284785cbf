// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/quantities.h"
#include "models/query/template/engine/gotime.h"
#include "models/query/template/line/arguments_p.h"
#include "models/query/template/line/linedialect_p.h"

#include <array>
#include <charconv>
#include <cmath>

namespace wf::query::tmpl {

namespace {

constexpr qint64 zeroTimeNs = std::numeric_limits<qint64>::min(); // Go's year 1 lies before what nanoseconds reach

qint64 wrapped(quint64 value)
{
    return static_cast<qint64>(value);
}

template<class Step>
Outcome foldWhole(Call &call, Step step)
{
    qint64 value = toWhole(call.arguments[0]);
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
        value = step(value, toWhole(call.arguments[i]));
    return Value(value);
}
template<class Step>
Outcome foldReal(Call &call, Step step)
{
    double value = toReal(call.arguments[0]);
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
        value = step(value, toReal(call.arguments[i]));
    return Value(value);
}

Outcome divide(Call &call, bool wantsRest)
{
    const qint64 a = toWhole(call.arguments[0]);
    const qint64 b = toWhole(call.arguments[1]);
    if (b == 0)
        return failed("runtime error: integer divide by zero");
    if (b == -1)
        return Value(wantsRest ? qint64(0) : wrapped(0 - static_cast<quint64>(a)));
    return Value(wantsRest ? a % b : a / b);
}

Outcome roundTo(Call &call)
{
    const double value = toReal(call.arguments[0]);
    const double threshold = call.arguments.size() > 2 ? toReal(call.arguments[2]) : 0.5;
    const double scale = std::pow(10, static_cast<double>(toWhole(call.arguments[1])));
    const double digit = scale * value;
    double whole = 0;
    const double rest = std::modf(digit, &whole);
    if (value >= 0)
        return Value((rest >= threshold ? std::ceil(digit) : std::floor(digit)) / scale);
    return Value((std::abs(rest) >= threshold ? std::floor(digit) : std::ceil(digit)) / scale);
}

Outcome bytesOf(Call &call)
{
    Arguments arguments(call);
    const auto bytes = logql::parseByteSize(arguments.text(0));
    if (arguments.ok() && !bytes)
        return failed(logql::byteSizeProblem(arguments.text(0)));
    return arguments.give(static_cast<double>(bytes.value_or(0)));
}

Outcome secondsOf(Call &call)
{
    Arguments arguments(call);
    const auto ns = logql::parseGoDuration(arguments.text(0));
    if (arguments.ok() && !ns)
        return failed(logql::durationProblem(arguments.text(0)));
    return arguments.give(logql::goSeconds(ns.value_or(0)));
}

// --- time ---
Outcome unixToTime(Call &call)
{
    Arguments arguments(call);
    const std::string &text = arguments.text(0);
    qint64 value = 0;
    const bool isNumber =
        std::from_chars(text.data(), text.data() + text.size(), value).ptr == text.data() + text.size();
    const qint64 unit = text.size() == 5    ? 86'400'000'000'000
                        : text.size() == 10 ? 1'000'000'000
                        : text.size() == 13 ? 1'000'000
                        : text.size() == 16 ? 1'000
                        : text.size() == 19 ? 1
                                            : 0;
    if (arguments.ok() && (!isNumber || unit == 0))
        return failed("unable to parse time '" + text + "'");
    return arguments.give(Instant{value * unit});
}

Instant instantOf(const Call &call, const Value &value)
{
    if (const auto *instant = value.as<Instant>())
        return *instant;
    if (const auto *seconds = value.as<qint64>())
        return {*seconds * 1'000'000'000};
    return {lineOf(call).nowNs()};
}

Outcome date(Call &call)
{
    Arguments arguments(call);
    const Instant at = instantOf(call, call.arguments[1]);
    return arguments.give(at.ns == zeroTimeNs ? std::string("0001-01-01") : formatGoTime(arguments.text(0), at.ns));
}

Outcome parseDate(Call &call, std::size_t textAt)
{
    Arguments arguments(call);
    return arguments.give(Instant{parseGoTime(arguments.text(0), arguments.text(textAt)).value_or(zeroTimeNs)});
}

Outcome epoch(Call &call, qint64 unitNs)
{
    const auto *at = call.arguments[0].as<Instant>();
    if (at == nullptr)
        return failed("wrong type for value; expected time.Time; got " + typeName(call.arguments[0]));
    return Value(std::to_string(at->ns / unitNs));
}

} // namespace

void addNumberFunctions(FunctionTable &table)
{
    table.insert({
        {"int", {[](Call &c) { return Outcome(Value(toWhole(c.arguments[0]))); }, 1, 1}},
        {"float64", {[](Call &c) { return Outcome(Value(toReal(c.arguments[0]))); }, 1, 1}},
        {"add",
         {[](Call &c) {
              return foldWhole(
                  c, [](qint64 a, qint64 b) { return wrapped(static_cast<quint64>(a) + static_cast<quint64>(b)); });
          },
          1, -1}},
        {"sub",
         {[](Call &c) {
              return foldWhole(
                  c, [](qint64 a, qint64 b) { return wrapped(static_cast<quint64>(a) - static_cast<quint64>(b)); });
          },
          2, 2}},
        {"mul",
         {[](Call &c) {
              return foldWhole(
                  c, [](qint64 a, qint64 b) { return wrapped(static_cast<quint64>(a) * static_cast<quint64>(b)); });
          },
          1, -1}},
        {"div", {[](Call &c) { return divide(c, false); }, 2, 2}},
        {"mod", {[](Call &c) { return divide(c, true); }, 2, 2}},
        {"max", {[](Call &c) { return foldWhole(c, [](qint64 a, qint64 b) { return std::max(a, b); }); }, 1, -1}},
        {"min", {[](Call &c) { return foldWhole(c, [](qint64 a, qint64 b) { return std::min(a, b); }); }, 1, -1}},
        {"addf", {[](Call &c) { return foldReal(c, std::plus<>()); }, 1, -1}},
        {"subf", {[](Call &c) { return foldReal(c, std::minus<>()); }, 1, -1}},
        {"mulf", {[](Call &c) { return foldReal(c, std::multiplies<>()); }, 1, -1}},
        {"divf", {[](Call &c) { return foldReal(c, std::divides<>()); }, 1, -1}},
        {"maxf", {[](Call &c) { return foldReal(c, [](double a, double b) { return std::max(a, b); }); }, 1, -1}},
        {"minf", {[](Call &c) { return foldReal(c, [](double a, double b) { return std::min(a, b); }); }, 1, -1}},
        {"ceil", {[](Call &c) { return Outcome(Value(std::ceil(toReal(c.arguments[0])))); }, 1, 1}},
        {"floor", {[](Call &c) { return Outcome(Value(std::floor(toReal(c.arguments[0])))); }, 1, 1}},
        {"round", {roundTo, 2, 3}},
        {"bytes", {bytesOf, 1, 1}},
        {"duration", {secondsOf, 1, 1}},
        {"duration_seconds", {secondsOf, 1, 1}},
        {"unixToTime", {unixToTime, 1, 1}},
        {"unixEpoch", {[](Call &c) { return epoch(c, 1'000'000'000); }, 1, 1}},
        {"unixEpochMillis", {[](Call &c) { return epoch(c, 1'000'000); }, 1, 1}},
        {"unixEpochNanos", {[](Call &c) { return epoch(c, 1); }, 1, 1}},
        {"date", {date, 2, 2}},
        {"toDate", {[](Call &c) { return parseDate(c, 1); }, 2, 2}},
        {"toDateInZone", {[](Call &c) { return parseDate(c, 2); }, 3, 3}},
        {"now", {[](Call &call) { return Outcome(Value(Instant{lineOf(call).nowNs()})); }, 0, 0}},
        {"__timestamp__", {[](Call &call) { return Outcome(Value(Instant{lineOf(call).timeNs()})); }, 0, 0}},
    });
}

} // namespace wf::query::tmpl
