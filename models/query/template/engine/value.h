// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wf::query::tmpl {

struct Nil {};    // the literal, and Go's nil interface
struct Absent {}; // a key an untyped map does not have: printed as <no value>
struct Instant {
    qint64 ns = 0;          // UTC
    bool isPointer = false; // *time.Time
};
struct Span {
    qint64 ns = 0;
};
struct MapValue;
struct ListValue;

// Go's map[string]string: a key it does not have is empty.
class TextMap {
public:
    virtual ~TextMap() = default;
    [[nodiscard]] virtual std::string_view value(std::string_view key) const = 0;
    [[nodiscard]] virtual std::vector<std::pair<std::string, std::string>> sorted() const = 0;
};

// A value as templates see it, with Go's types: int and float64 are different.
struct Value {
    using Held =
        std::variant<Absent, Nil, bool, qint64, double, std::string, Instant, Span, std::shared_ptr<const TextMap>,
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
    [[nodiscard]] const TextMap *texts() const;
    [[nodiscard]] const MapValue *map() const;
    [[nodiscard]] const ListValue *list() const;
    [[nodiscard]] bool isNil() const { return as<Nil>() || as<Absent>(); }
};

struct MapValue {
    enum class Kind { Anything, Record }; // a record has these fields and no others
    Kind kind = Kind::Anything;
    std::map<std::string, Value, std::less<>> entries;
};
struct ListValue {
    std::vector<Value> items;
    std::string_view type = "[]interface {}"; // in Go
};

[[nodiscard]] Value textMap(const base::Labels &labels);
[[nodiscard]] Value record(std::map<std::string, Value, std::less<>> fields);
[[nodiscard]] Value listOf(std::vector<Value> items, std::string_view type = "[]interface {}");

// Go's truth: everything but zero, empty and nil.
[[nodiscard]] bool truth(const Value &value);
// Name of the Go type: "float64".
[[nodiscard]] std::string typeName(const Value &value);

} // namespace wf::query::tmpl
