// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/attributes.h"

namespace wf::wire::otlp {

namespace {

std::string anyValue(const Json &value, bool inside);

void appendMap(std::string &out, const Json &list)
{
    out += '{';
    bool first = true;
    list.forEach([&](const Json &one) {
        if (!first)
            out += ',';
        first = false;
        appendJsonString(out, one["key"].text());
        out += ':';
        out += anyValue(one["value"], true);
    });
    out += '}';
}

// AnyValue as text; inside arrays and maps strings are quoted. The document's depth bounds the recursion.
std::string anyValue(const Json &value, bool inside)
{
    std::string out;
    if (const Json s = value["stringValue"]; s.exists()) {
        if (inside)
            appendJsonString(out, s.text());
        else
            out = std::string(s.text());
    } else if (const Json list = value["arrayValue"]; list.exists()) {
        out = "[";
        list["values"].forEach([&](const Json &one) {
            if (out.size() > 1)
                out += ',';
            out += anyValue(one, true);
        });
        out += ']';
    } else if (const Json map = value["kvlistValue"]; map.exists()) {
        appendMap(out, map["values"]);
    } else {
        for (const auto *key : {"intValue", "boolValue", "doubleValue", "bytesValue"})
            if (const Json plain = value[key]; plain.exists())
                return plain.asText();
        if (inside)
            out = "null";
    }
    return out;
}

} // namespace

void appendJsonString(std::string &out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            static constexpr std::string_view hex = "0123456789abcdef";
            out += "\\u00";
            out += hex[static_cast<unsigned char>(c) >> 4];
            out += hex[static_cast<unsigned char>(c) & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

base::Labels attributesOf(const Json &list)
{
    std::vector<base::Labels::Pair> pairs;
    pairs.reserve(list.size());
    list.forEach([&](const Json &one) {
        if (const auto key = one["key"].text(); !key.empty())
            pairs.emplace_back(std::string(key), anyValue(one["value"], false));
    });
    return base::Labels(std::move(pairs));
}

std::string textOf(const Json &value)
{
    return anyValue(value, false);
}

} // namespace wf::wire::otlp
