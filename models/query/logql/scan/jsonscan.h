// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

// JSON read as leniently as Loki reads it: members are given while they are found, up to the first thing that is wrong.
namespace wf::query::logql {

enum class JsonKind { String, Number, Boolean, Null, Object, Array };
struct JsonValue {
    JsonKind kind = JsonKind::Null;
    std::string_view raw; // a string without its quotes, else as written
    std::size_t end = 0;  // behind it
};

// False stops; the key is unescaped and valid during the call.
using JsonVisit = std::function<bool(std::string_view key, const JsonValue &value)>;
// What is wrong, in Loki's words; empty when nothing is, or when the visit was stopped.
[[nodiscard]] std::string_view eachMember(std::string_view json, const JsonVisit &visit);
// The value that begins there; `problem` when none does.
[[nodiscard]] std::optional<JsonValue> jsonValueAt(std::string_view json, std::size_t at, std::string_view &problem);

// Appends the text of a string without its quotes; false at a bad escape. Lone surrogates become U+FFFD.
[[nodiscard]] bool unescapeJson(std::string_view raw, std::string &out);
// U+FFFD and what is no UTF-8 becomes a space.
void replaceInvalid(std::string &text, std::size_t from = 0);

} // namespace wf::query::logql
