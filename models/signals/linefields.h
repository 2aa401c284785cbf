// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/parsedline.h"

#include <functional>
#include <string>
#include <string_view>

namespace wf::signals {

// A field as it stands in its line; nothing of the value is copied. Valid during the visit only.
struct RawField {
    std::string_view name; // JSON keys joined with "_"; what may not stand in a label is "_", as Loki names fields
    std::string_view raw;  // as written, quotes included
    std::size_t begin = 0; // of raw in the line
    ParsedField::Kind kind = ParsedField::Kind::String;
};
using FieldVisitor = std::function<void(const RawField &)>;

inline constexpr std::size_t mostLineFields = 256; // further ones are not visited

// The fields of one JSON object; false when the line is not a whole object (some fields may have been visited then).
// 32 levels deep; deeper parts are one field as they are written. Pure.
bool visitJsonFields(std::string_view line, const FieldVisitor &visit);

// key=value and key="quoted value"; words between them belong to no field. Pure.
void visitLogfmtFields(std::string_view line, const FieldVisitor &visit);

// The value without quotes and escapes (JSON's; logfmt uses the same), as UTF-8.
[[nodiscard]] std::string fieldText(const RawField &field);

} // namespace wf::signals
