// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/jsonscan.h"

#include "models/query/promql/text/gotext.h"

#include <charconv>

namespace wf::query::logql {

namespace {

constexpr std::string_view malformedJson = "Malformed JSON error";
constexpr std::string_view malformedString = "Value is string, but can't find closing '\"' symbol";
constexpr std::string_view malformedArray = "Value is array, but can't find closing ']' symbol";
constexpr std::string_view malformedObject = "Value looks like object, but can't find closing '}' symbol";
constexpr std::string_view malformedEscape = "Encountered an invalid escape sequence in a string";
constexpr std::string_view unknownValue = "Unknown value type";

std::size_t skipBlank(std::string_view json, std::size_t at)
{
    while (at < json.size() && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t'))
        ++at;
    return at;
}

// Where the closing quote stands of a string whose text begins there.
std::size_t stringEnd(std::string_view json, std::size_t at)
{
    for (;;) {
        at = json.find_first_of("\"\\", at);
        if (at == std::string_view::npos || json[at] == '"')
            return at;
        at += 2;
    }
}

std::size_t blockEnd(std::string_view json, std::size_t at, char opens, char closes)
{
    int level = 0;
    for (; at < json.size(); ++at) {
        if (json[at] == '"') {
            at = stringEnd(json, at + 1);
            if (at == std::string_view::npos)
                return at;
        } else if (json[at] == opens) {
            ++level;
        } else if (json[at] == closes && --level == 0) {
            return at + 1;
        }
    }
    return std::string_view::npos;
}

void appendRune(std::string &out, unsigned rune)
{
    const auto put = [&out](unsigned byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (rune < 0x80) {
        put(rune);
    } else if (rune < 0x800) {
        put(0xC0U | rune >> 6);
        put(0x80U | (rune & 0x3FU));
    } else if (rune < 0x10000) {
        put(0xE0U | rune >> 12);
        put(0x80U | (rune >> 6 & 0x3FU));
        put(0x80U | (rune & 0x3FU));
    } else {
        put(0xF0U | rune >> 18);
        put(0x80U | (rune >> 12 & 0x3FU));
        put(0x80U | (rune >> 6 & 0x3FU));
        put(0x80U | (rune & 0x3FU));
    }
}

std::optional<unsigned> hexAt(std::string_view raw, std::size_t at)
{
    unsigned value = 0;
    const auto hex = raw.substr(std::min(at, raw.size()), 4);
    if (hex.size() != 4 || std::from_chars(hex.data(), hex.data() + 4, value, 16).ptr != hex.data() + 4)
        return std::nullopt;
    return value;
}

// The rune of an escape whose "u" stands at `at`; moves behind it.
std::optional<unsigned> unicodeEscape(std::string_view raw, std::size_t &at)
{
    const auto high = hexAt(raw, at + 1);
    if (!high)
        return std::nullopt;
    at += 5;
    if (*high < 0xD800 || *high > 0xDFFF)
        return high;
    if (*high < 0xDC00 && raw.substr(std::min(at, raw.size())).starts_with("\\u")) {
        const auto low = hexAt(raw, at + 2);
        if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
            at += 6;
            return 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00);
        }
    }
    return 0xFFFD;
}

} // namespace

bool unescapeJson(std::string_view raw, std::string &out)
{
    static constexpr std::string_view names = "\"\\/bfnrt'";
    static constexpr std::string_view values = "\"\\/\b\f\n\r\t'";
    for (std::size_t at = 0; at < raw.size();) {
        const auto slash = std::min(raw.find('\\', at), raw.size());
        out.append(raw.substr(at, slash - at));
        at = slash + 1;
        if (slash == raw.size())
            break;
        if (at >= raw.size())
            return false;
        if (const auto i = names.find(raw[at]); i != std::string_view::npos) {
            out += values[i];
            ++at;
            continue;
        }
        const auto rune = raw[at] == 'u' ? unicodeEscape(raw, at) : std::nullopt;
        if (!rune)
            return false;
        appendRune(out, *rune);
    }
    return true;
}

void replaceInvalid(std::string &text, std::size_t from)
{
    static constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::size_t to = from;
    bool isClean = true;
    for (std::size_t i = from; i < text.size();) {
        const auto n = static_cast<unsigned char>(text[i]) < 0x80 ? 1 : utf8Length(text, i);
        const bool isBad = n == 0 || std::string_view(text).substr(i, n) == replacement;
        if (isBad) {
            isClean = false;
            text[to++] = ' ';
        } else if (isClean) {
            to += n;
        } else {
            for (std::size_t k = 0; k < n; ++k)
                text[to++] = text[i + k];
        }
        i += std::max<std::size_t>(n, 1);
    }
    text.resize(to);
}

std::optional<JsonValue> jsonValueAt(std::string_view json, std::size_t at, std::string_view &problem)
{
    at = skipBlank(json, at);
    const char first = at < json.size() ? json[at] : '\0';
    if (at >= json.size()) {
        problem = malformedJson;
        return std::nullopt;
    }
    if (first == '"') {
        const auto end = stringEnd(json, at + 1);
        if (end == std::string_view::npos) {
            problem = malformedString;
            return std::nullopt;
        }
        return JsonValue{JsonKind::String, json.substr(at + 1, end - at - 1), end + 1};
    }
    if (first == '{' || first == '[') {
        const bool isObject = first == '{';
        const auto end = blockEnd(json, at, first, isObject ? '}' : ']');
        if (end == std::string_view::npos) {
            problem = isObject ? malformedObject : malformedArray;
            return std::nullopt;
        }
        return JsonValue{isObject ? JsonKind::Object : JsonKind::Array, json.substr(at, end - at), end};
    }
    const auto end = std::min(json.find_first_of(" \n\r\t,}]", at), json.size());
    const auto raw = json.substr(at, end - at);
    const bool isNumber = (first >= '0' && first <= '9') || first == '-';
    if (isNumber)
        return JsonValue{JsonKind::Number, raw, end};
    if (raw == "true" || raw == "false")
        return JsonValue{JsonKind::Boolean, raw, end};
    if (raw == "null")
        return JsonValue{JsonKind::Null, raw, end};
    problem = unknownValue;
    return std::nullopt;
}

std::string_view eachMember(std::string_view json, const JsonVisit &visit)
{
    std::size_t at = skipBlank(json, 0);
    if (at >= json.size() || json[at] != '{')
        return malformedObject;
    at = skipBlank(json, at + 1);
    if (at >= json.size())
        return malformedJson;
    if (json[at] == '}')
        return {};
    std::string unescaped;
    while (at < json.size()) {
        if (json[at] == '}')
            return {};
        if (json[at] != '"')
            return malformedObject;
        const auto end = stringEnd(json, at + 1);
        if (end == std::string_view::npos)
            return malformedJson;
        std::string_view key = json.substr(at + 1, end - at - 1);
        if (key.find('\\') != std::string_view::npos) {
            unescaped.clear();
            if (!unescapeJson(key, unescaped))
                return malformedEscape;
            key = unescaped;
        }
        at = skipBlank(json, end + 1);
        if (at >= json.size() || json[at] != ':')
            return malformedJson;
        std::string_view problem;
        const auto value = jsonValueAt(json, at + 1, problem);
        if (!value)
            return problem;
        if (!visit(key, *value))
            return {};
        at = skipBlank(json, value->end);
        if (at >= json.size())
            return malformedArray;
        if (json[at] == '}')
            return {};
        if (json[at] != ',')
            return malformedObject;
        at = skipBlank(json, at + 1);
        if (at >= json.size())
            return malformedArray;
    }
    return malformedObject;
}

} // namespace wf::query::logql
