// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/quantities.h"
#include "models/query/logql/template/arguments.h"
#include "models/query/logql/template/gotime.h"

#include <array>
#include <charconv>
#include <cmath>

namespace wf::query::logql {

namespace {

using Given = std::span<const Value>;
constexpr qint64 zeroTimeNs = std::numeric_limits<qint64>::min(); // Go's year 1 lies before what nanoseconds reach

qint64 wrapped(quint64 value)
{
    return static_cast<qint64>(value);
}

template<class Step>
base::Result<Value> foldWhole(Given given, Step step)
{
    qint64 value = toWhole(given[0]);
    for (std::size_t i = 1; i < given.size(); ++i)
        value = step(value, toWhole(given[i]));
    return Value(value);
}
template<class Step>
base::Result<Value> foldReal(Given given, Step step)
{
    double value = toReal(given[0]);
    for (std::size_t i = 1; i < given.size(); ++i)
        value = step(value, toReal(given[i]));
    return Value(value);
}

base::Result<Value> divide(Given given, bool wantsRest)
{
    const qint64 a = toWhole(given[0]);
    const qint64 b = toWhole(given[1]);
    if (b == 0)
        return templateError("runtime error: integer divide by zero");
    if (b == -1)
        return Value(wantsRest ? qint64(0) : wrapped(0 - static_cast<quint64>(a)));
    return Value(wantsRest ? a % b : a / b);
}

base::Result<Value> roundTo(Given given, const TemplateData &)
{
    const double value = toReal(given[0]);
    const double threshold = given.size() > 2 ? toReal(given[2]) : 0.5;
    const double scale = std::pow(10, static_cast<double>(toWhole(given[1])));
    const double digit = scale * value;
    double whole = 0;
    const double rest = std::modf(digit, &whole);
    if (value >= 0)
        return Value((rest >= threshold ? std::ceil(digit) : std::floor(digit)) / scale);
    return Value((std::abs(rest) >= threshold ? std::floor(digit) : std::ceil(digit)) / scale);
}

base::Result<Value> bytesOf(Given given, const TemplateData &)
{
    Arguments arguments(given);
    const auto bytes = parseByteSize(arguments.text(0));
    if (arguments.ok() && !bytes)
        return templateError(byteSizeProblem(arguments.text(0)));
    return arguments.give(static_cast<double>(bytes.value_or(0)));
}

base::Result<Value> secondsOf(Given given, const TemplateData &)
{
    Arguments arguments(given);
    const auto ns = parseGoDuration(arguments.text(0));
    if (arguments.ok() && !ns)
        return templateError(durationProblem(arguments.text(0)));
    return arguments.give(goSeconds(ns.value_or(0)));
}

// --- time ---
base::Result<Value> unixToTime(Given given, const TemplateData &)
{
    Arguments arguments(given);
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
        return templateError("unable to parse time '" + text + "'");
    return arguments.give(Instant{value * unit});
}

Instant instantOf(const Value &value, const TemplateData &data)
{
    if (const auto *instant = value.as<Instant>())
        return *instant;
    if (const auto *seconds = value.as<qint64>())
        return {*seconds * 1'000'000'000};
    return {data.nowNs()};
}

base::Result<Value> date(Given given, const TemplateData &data)
{
    Arguments arguments(given);
    const Instant at = instantOf(given[1], data);
    return arguments.give(at.ns == zeroTimeNs ? std::string("0001-01-01") : formatGoTime(arguments.text(0), at.ns));
}

base::Result<Value> parseDate(Given given, std::size_t textAt)
{
    Arguments arguments(given);
    return arguments.give(Instant{parseGoTime(arguments.text(0), arguments.text(textAt)).value_or(zeroTimeNs)});
}

base::Result<Value> epoch(Given given, qint64 unitNs)
{
    const auto *at = given[0].as<Instant>();
    if (at == nullptr)
        return templateError("wrong type for value; expected time.Time; got " + std::string(given[0].typeName()));
    return Value(std::to_string(at->ns / unitNs));
}

constexpr std::array table{
    FunctionInfo{"int", 1, 1, [](Given g, const TemplateData &) { return base::Result<Value>(Value(toWhole(g[0]))); }},
    FunctionInfo{"float64", 1, 1,
                 [](Given g, const TemplateData &) { return base::Result<Value>(Value(toReal(g[0]))); }},
    FunctionInfo{"add", 1, -1,
                 [](Given g, const TemplateData &) {
                     return foldWhole(g, [](qint64 a, qint64 b) {
                         return wrapped(static_cast<quint64>(a) + static_cast<quint64>(b));
                     });
                 }},
    FunctionInfo{"sub", 2, 2,
                 [](Given g, const TemplateData &) {
                     return foldWhole(g, [](qint64 a, qint64 b) {
                         return wrapped(static_cast<quint64>(a) - static_cast<quint64>(b));
                     });
                 }},
    FunctionInfo{"mul", 1, -1,
                 [](Given g, const TemplateData &) {
                     return foldWhole(g, [](qint64 a, qint64 b) {
                         return wrapped(static_cast<quint64>(a) * static_cast<quint64>(b));
                     });
                 }},
    FunctionInfo{"div", 2, 2, [](Given g, const TemplateData &) { return divide(g, false); }},
    FunctionInfo{"mod", 2, 2, [](Given g, const TemplateData &) { return divide(g, true); }},
    FunctionInfo{
        "max", 1, -1,
        [](Given g, const TemplateData &) { return foldWhole(g, [](qint64 a, qint64 b) { return std::max(a, b); }); }},
    FunctionInfo{
        "min", 1, -1,
        [](Given g, const TemplateData &) { return foldWhole(g, [](qint64 a, qint64 b) { return std::min(a, b); }); }},
    FunctionInfo{"addf", 1, -1, [](Given g, const TemplateData &) { return foldReal(g, std::plus<>()); }},
    FunctionInfo{"subf", 1, -1, [](Given g, const TemplateData &) { return foldReal(g, std::minus<>()); }},
    FunctionInfo{"mulf", 1, -1, [](Given g, const TemplateData &) { return foldReal(g, std::multiplies<>()); }},
    FunctionInfo{"divf", 1, -1, [](Given g, const TemplateData &) { return foldReal(g, std::divides<>()); }},
    FunctionInfo{
        "maxf", 1, -1,
        [](Given g, const TemplateData &) { return foldReal(g, [](double a, double b) { return std::max(a, b); }); }},
    FunctionInfo{
        "minf", 1, -1,
        [](Given g, const TemplateData &) { return foldReal(g, [](double a, double b) { return std::min(a, b); }); }},
    FunctionInfo{"ceil", 1, 1,
                 [](Given g, const TemplateData &) { return base::Result<Value>(Value(std::ceil(toReal(g[0])))); }},
    FunctionInfo{"floor", 1, 1,
                 [](Given g, const TemplateData &) { return base::Result<Value>(Value(std::floor(toReal(g[0])))); }},
    FunctionInfo{"round", 2, 3, roundTo},
    FunctionInfo{"bytes", 1, 1, bytesOf},
    FunctionInfo{"duration", 1, 1, secondsOf},
    FunctionInfo{"duration_seconds", 1, 1, secondsOf},
    FunctionInfo{"unixToTime", 1, 1, unixToTime},
    FunctionInfo{"unixEpoch", 1, 1, [](Given g, const TemplateData &) { return epoch(g, 1'000'000'000); }},
    FunctionInfo{"unixEpochMillis", 1, 1, [](Given g, const TemplateData &) { return epoch(g, 1'000'000); }},
    FunctionInfo{"unixEpochNanos", 1, 1, [](Given g, const TemplateData &) { return epoch(g, 1); }},
    FunctionInfo{"date", 2, 2, date},
    FunctionInfo{"toDate", 2, 2, [](Given g, const TemplateData &) { return parseDate(g, 1); }},
    FunctionInfo{"toDateInZone", 3, 3, [](Given g, const TemplateData &) { return parseDate(g, 2); }},
    FunctionInfo{"now", 0, 0,
                 [](Given, const TemplateData &data) { return base::Result<Value>(Value(Instant{data.nowNs()})); }},
    FunctionInfo{"__timestamp__", 0, 0,
                 [](Given, const TemplateData &data) { return base::Result<Value>(Value(Instant{data.timeNs()})); }}};

} // namespace

std::span<const FunctionInfo> numberFunctions()
{
    return table;
}

} // namespace wf::query::logql
