// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace wf::query::tmpl {

struct Nil {};    // the literal, and Go's nil interface
struct Absent {}; // a key an untyped map does not have: printed as <no value>
struct Instant {
    qint64 ns = 0;
};
struct Span {
    qint64 ns = 0;
};
struct MapValue;
struct ListValue;

// A value as templates see it, with Go's types: int and float64 are different.
struct Value {
    using Held = std::variant<Absent, Nil, bool, qint64, double, std::string, Instant, Span,
                              std::shared_ptr<const MapValue>, std::shared_ptr<const ListValue>>;
    Held is;

    Value() = default;
    template<class T>
        requires std::is_constructible_v<Held, T>
    Value(T value) : is(std::move(value))
    {
    }
    template<class T>
    [[nodiscard]] const T *as() const
    {
        return std::get_if<T>(&is);
    }
    [[nodiscard]] const MapValue *map() const;
    [[nodiscard]] const ListValue *list() const;
};

struct MapValue {
    // Of texts a missing key is empty; of anything it is absent; a record has these fields and no others.
    enum class Kind { Texts, Anything, Record };
    Kind kind = Kind::Anything;
    std::map<std::string, Value> entries;
};
struct ListValue {
    std::vector<Value> items;
};

[[nodiscard]] Value textMap(const base::Labels &labels);
[[nodiscard]] Value record(std::map<std::string, Value> fields);
[[nodiscard]] Value listOf(std::vector<Value> items);

// Go's truth: everything but zero, empty and nil.
[[nodiscard]] bool truth(const Value &value);
// Name of the Go type: "float64".
[[nodiscard]] std::string typeName(const Value &value);

} // namespace wf::query::tmpl
