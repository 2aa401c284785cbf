// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/wire/limits.h"
#include "models/wire/numbers.h"
#include "models/wire/text.h"

#include <simdjson.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace wf::wire {

// One value of a parsed document, or nothing. Every question to a value of another kind answers "nothing": unknown
// keys, nulls and wrong types are as good as absent. Of duplicate keys the first counts. Valid while its JsonDocument
// lives.
class Json {
public:
    Json() = default;
    explicit Json(simdjson::dom::element element) : m_element(element), m_there(!element.is_null()) {}

    [[nodiscard]] bool exists() const { return m_there; }
    [[nodiscard]] bool isArray() const { return m_there && m_element.is_array(); }
    [[nodiscard]] bool isObject() const { return m_there && m_element.is_object(); }
    [[nodiscard]] bool isString() const { return m_there && m_element.is_string(); }

    [[nodiscard]] Json operator[](std::string_view key) const;
    [[nodiscard]] Json at(std::size_t index) const;
    [[nodiscard]] std::size_t size() const; // elements or fields; capped at 2^24-1 by the parser

    [[nodiscard]] std::string_view text() const; // of a string; else empty
    [[nodiscard]] QString string() const { return toQString(text()); }
    // Numbers, and numbers written as strings.
    [[nodiscard]] std::optional<qint64> integer() const;
    [[nodiscard]] std::optional<double> number() const;
    [[nodiscard]] bool truth(bool fallback = false) const; // also "true"
    // RFC 3339 string -> ns; 0 when absent or broken.
    [[nodiscard]] qint64 time() const { return parseRfc3339(text()).value_or(0); }
    // Any kind as text: strings as they are, the rest as compact JSON.
    [[nodiscard]] std::string asText() const;
    [[nodiscard]] base::Labels labels() const; // of an object

    template<class F>
    void forEach(F &&f) const
    {
        simdjson::dom::array array;
        if (m_there && !m_element.get(array))
            for (const simdjson::dom::element element : array)
                f(Json(element));
    }
    template<class F>
    void forEachField(F &&f) const // f(std::string_view key, Json value)
    {
        simdjson::dom::object object;
        if (m_there && !m_element.get(object))
            for (const auto field : object)
                f(field.key, Json(field.value));
    }

private:
    simdjson::dom::element m_element;
    bool m_there = false;
};

[[nodiscard]] QStringList stringsOf(const Json &array);

// A whole, valid document: size, depth, syntax and UTF-8 are checked before any value is given out, so a truncated
// answer is an error and never half an answer. Broken UTF-8 inside is replaced first. Errors: TooLarge, NotUnderstood.
class JsonDocument {
public:
    [[nodiscard]] static base::Result<JsonDocument> parse(std::string_view bytes, const Limits &limits = {});
    [[nodiscard]] Json root() const { return m_root; }

private:
    std::unique_ptr<simdjson::dom::parser> m_parser;
    Json m_root;
};

// Ends of the documents in a body that holds one or several, one after the other ("{…}{…}" or lines).
[[nodiscard]] std::vector<std::string_view> splitDocuments(std::string_view bytes);

} // namespace wf::wire
