// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Values of Go's text/template as far as Loki's functions make them.
namespace wf::query::logql {

struct Value;
struct Instant {
    qint64 ns = 0; // UTC
    friend bool operator==(const Instant &, const Instant &) = default;
};
struct Nothing {};
struct Root {}; // the labels themselves: "."
using List = std::shared_ptr<const std::vector<Value>>;
using Map = std::shared_ptr<const std::map<std::string, Value>>;

struct Value {
    std::variant<Nothing, Root, bool, qint64, double, std::string, Instant, List, Map> data;

    Value() = default;
    template<class T>
        requires(!std::is_same_v<std::decay_t<T>, Value>)
    Value(T &&value) : data(std::forward<T>(value)) // a value is whatever it is made of
    {
    }
    template<class T>
    [[nodiscard]] const T *as() const
    {
        return std::get_if<T>(&data);
    }
    // Go's notion: not empty, not zero.
    [[nodiscard]] bool isTrue() const;
    // As fmt.Sprint writes it.
    [[nodiscard]] std::string text() const;
    // For messages: "string", "int", "float64" …
    [[nodiscard]] std::string_view typeName() const;
};

// sprig's casts: strings that are numbers count, what is none is 0.
[[nodiscard]] qint64 toWhole(const Value &value);
[[nodiscard]] double toReal(const Value &value);
// %v of a float64.
[[nodiscard]] std::string printReal(double value);

} // namespace wf::query::logql
