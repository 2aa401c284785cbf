// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/text.h"

#include <simdjson.h>

#include <algorithm>

namespace wf::wire {

namespace {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

constexpr bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f');
}

int base64Value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    constexpr std::string_view space = " \t\r\n";
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool containsIgnoringCase(std::string_view text, std::string_view lowerCaseNeedle)
{
    return std::search(text.begin(), text.end(), lowerCaseNeedle.begin(), lowerCaseNeedle.end(),
                       [](char x, char y) { return lower(x) == y; }) != text.end();
}

QString capped(std::string_view text, std::size_t cap)
{
    text = trimmed(text);
    if (text.size() > cap) {
        while (cap > 0 && (static_cast<unsigned char>(text[cap]) & 0xC0U) == 0x80U)
            --cap;
        text = text.substr(0, cap);
    }
    return toQString(text);
}

std::string validUtf8(std::string_view text)
{
    if (simdjson::validate_utf8(text))
        return std::string(text);
    return toQString(text).toStdString();
}

std::string toHex(std::string_view raw)
{
    static constexpr std::string_view alphabet = "0123456789abcdef";
    std::string hex;
    hex.reserve(raw.size() * 2);
    for (const char c : raw) {
        hex += alphabet[static_cast<unsigned char>(c) >> 4];
        hex += alphabet[static_cast<unsigned char>(c) & 15U];
    }
    return hex;
}

bool decodeBase64(std::string_view text, std::string &out)
{
    out.clear();
    while (text.ends_with('='))
        text.remove_suffix(1);
    quint32 bits = 0;
    int have = 0;
    for (const char c : text) {
        const int v = base64Value(c);
        if (v < 0)
            return false;
        bits = (bits << 6) | static_cast<quint32>(v);
        have += 6;
        if (have >= 8) {
            have -= 8;
            out += static_cast<char>((bits >> have) & 0xFFU);
        }
    }
    return have < 6;
}

QString normalisedId(std::string_view text, int bytes)
{
    const auto digits = static_cast<std::size_t>(bytes) * 2;
    std::string hex;
    if (!text.empty() && text.size() <= digits && std::all_of(text.begin(), text.end(), isHex)) {
        hex.assign(digits - text.size(), '0');
        for (const char c : text)
            hex += lower(c);
    } else {
        std::string raw;
        if (!decodeBase64(text, raw) || raw.size() != static_cast<std::size_t>(bytes))
            return {};
        hex = toHex(raw);
    }
    if (hex.find_first_not_of('0') == std::string::npos)
        return {};
    return QString::fromLatin1(hex.data(), static_cast<qsizetype>(hex.size()));
}

} // namespace wf::wire
